using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>The pace of one node's delivery.</summary>
/// <param name="Window">How many objects may be under way at the same time.</param>
/// <param name="RetransmitAfter">How long to wait for an acknowledgement before the same bytes are sent again.</param>
/// <param name="SendsPerTurn">After so many sends an object makes room for others and its newest version is taken.</param>
/// <param name="FirstBackOff">The pause after the first error.</param>
/// <param name="MaxBackOff">The longest pause after errors.</param>
/// <param name="FoundPause">How long an object that only another hub's record tells of may be one to hear of yet.</param>
internal sealed record DeliverySettings(
    int Window, TimeSpan RetransmitAfter, int SendsPerTurn, TimeSpan FirstBackOff, TimeSpan MaxBackOff, TimeSpan FoundPause)
{
    public static DeliverySettings Default { get; } =
        new(16, TimeSpan.FromSeconds(5), 5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(2));

    /// <summary>What an edge of the original is taken for that shows no generation in time.</summary>
    public WireGeneration SilentPeers { get; init; }

    public TimeSpan BackOff(int failures) =>
        failures > 16 ? MaxBackOff : TimeSpan.FromTicks(Math.Min(MaxBackOff.Ticks, FirstBackOff.Ticks << (failures - 1)));
}
