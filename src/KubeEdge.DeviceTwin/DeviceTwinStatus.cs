namespace KubeEdge.DeviceTwin;

/// <summary>How the twins of this node fare.</summary>
/// <param name="Devices">Devices of this node.</param>
/// <param name="Unconfirmed">Twins and states that the cloud has not confirmed.</param>
/// <param name="UnconfirmedFor">For how long the oldest of them waits; null when none does.</param>
/// <param name="StoreFault">Why the store refused the last change; null when it took it.</param>
public sealed record DeviceTwinStatus(int Devices, int Unconfirmed, TimeSpan? UnconfirmedFor, string? StoreFault);
