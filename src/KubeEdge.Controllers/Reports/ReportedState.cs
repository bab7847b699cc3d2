namespace KubeEdge.Controllers.Reports;

/// <summary>The state of a device as a node reported it.</summary>
/// <param name="State">The state, as it was sent.</param>
/// <param name="LastOnlineTime">When it was last online, in the form of the API; null leaves what is there.</param>
/// <param name="TimestampMs">When it was reported, in Unix milliseconds; null when not told.</param>
internal sealed record ReportedState(string State, string? LastOnlineTime, long? TimestampMs);
