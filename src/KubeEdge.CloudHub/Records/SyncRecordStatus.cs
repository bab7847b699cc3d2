namespace KubeEdge.CloudHub.Records;

/// <summary>The version that the node acknowledged; absent means 0.</summary>
internal sealed record SyncRecordStatus(string? ObjectResourceVersion);
