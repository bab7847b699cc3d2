namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>What the cloud has confirmed.</summary>
/// <param name="Subject">Of which device.</param>
/// <param name="Changes">The change of each twin that the confirmed message carried; of a state under the empty name.</param>
internal sealed record Confirmed(Subject Subject, IReadOnlyDictionary<string, long> Changes);
