namespace KubeEdge.EventBus;

/// <summary>How a broker fares.</summary>
/// <param name="Name"><c>internal</c> or <c>external</c>.</param>
/// <param name="Server">Where it listens.</param>
/// <param name="IsConnected">Whether it serves this node now.</param>
/// <param name="Fault">Why it does not; null while it does, or when the reason is not known.</param>
/// <param name="Waiting">How many messages wait to be published there.</param>
public sealed record BrokerStatus(string Name, Uri Server, bool IsConnected, string? Fault, int Waiting)
{
    /// <summary>What an operator can do about <see cref="Fault"/>; null when that is not known.</summary>
    public string? Remedy { get; init; }
}
