namespace KubeEdge.CloudHub.Records;

/// <summary>Which object a record is about. All members are optional in the original's definition.</summary>
internal sealed record SyncRecordSpec(
    [property: System.Text.Json.Serialization.JsonPropertyName("objectAPIVersion")] string? ObjectApiVersion,
    string? ObjectKind,
    string? ObjectName);
