namespace KubeEdge.DeviceTwin.Twins;

/// <summary>What an update does to a device's twins.</summary>
/// <param name="Error">Why nothing of it is taken; null when it is.</param>
/// <param name="Changes">What it does, sorted by name.</param>
/// <param name="Left">Entries that the rules leave out without an answer.</param>
internal sealed record TwinOutcome(string? Error, IReadOnlyList<TwinChange> Changes, int Left = 0);
