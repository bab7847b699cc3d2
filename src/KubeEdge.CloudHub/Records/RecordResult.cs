namespace KubeEdge.CloudHub.Records;

/// <summary>The outcome of a call about a record.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="RecordVersion">The record's own resourceVersion afterwards; null unless done.</param>
/// <param name="StoredVersion">The object version that it names afterwards; empty when none.</param>
/// <param name="Detail">What the API said when it was not done.</param>
internal readonly record struct RecordResult(
    RecordStatus Status, string? RecordVersion = null, string StoredVersion = "", string? Detail = null);
