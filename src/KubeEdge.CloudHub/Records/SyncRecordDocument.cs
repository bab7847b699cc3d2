namespace KubeEdge.CloudHub.Records;

/// <summary>An ObjectSync or ClusterObjectSync as it stands in the API.</summary>
internal sealed record SyncRecordDocument(
    string? ApiVersion, string? Kind, SyncRecordMetadata? Metadata, SyncRecordSpec? Spec, SyncRecordStatus? Status);
