using System.Globalization;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>Who publishes to whom.</summary>
/// <param name="Publishers">How many publish, each on a topic of its own.</param>
/// <param name="Subscribers">How many get all of it.</param>
/// <param name="Qos">The quality, of publishing and of delivery.</param>
/// <param name="Window">
/// How many messages may be under way: below what either broker keeps for one client, so that nothing is dropped.
/// </param>
internal sealed record Traffic(int Publishers, int Subscribers, int Qos, int Window)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Publishers}→{Subscribers:N0} QoS {Qos}");

    public static IEnumerable<Traffic> All { get; } =
        Enumerable.Range(0, 3).SelectMany(
            static qos => new Traffic[] { new(1, 1, qos, 500), new(1, 1000, qos, 100), new(100, 1, qos, 500) });
}
