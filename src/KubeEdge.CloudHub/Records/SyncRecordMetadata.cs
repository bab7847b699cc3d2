namespace KubeEdge.CloudHub.Records;

/// <summary>The part of a record's metadata that matters here.</summary>
internal sealed record SyncRecordMetadata(string? Name, string? Namespace, string? ResourceVersion);
