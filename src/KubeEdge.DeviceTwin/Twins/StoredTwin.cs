namespace KubeEdge.DeviceTwin.Twins;

/// <summary>A twin and what the cloud does not know of it yet.</summary>
/// <param name="Twin">The twin.</param>
/// <param name="Unsent">What the cloud has not confirmed. Stored with the twin, so that no crash can separate them.</param>
/// <param name="Change">The number of the change that set <paramref name="Unsent"/>; a confirmation of an earlier one clears nothing.</param>
internal sealed record StoredTwin(Twin Twin, TwinParts Unsent = TwinParts.None, long Change = 0);
