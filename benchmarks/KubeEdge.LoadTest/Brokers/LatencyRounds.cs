using System.Globalization;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>All round trips of one quality.</summary>
internal sealed class LatencyRounds(int qos)
{
    private readonly Latencies _mosquitto = new(1000);
    private readonly Latencies _ours = new(1000);

    /// <summary>Measures some more at one broker.</summary>
    public async Task<int> AddAsync(BrokerProcess broker, int count)
    {
        await RoundTrips.RunAsync(broker, qos, count, broker.Name == "ours" ? _ours : _mosquitto);
        return count;
    }

    /// <summary>A line of the report.</summary>
    public string Row() => $"| QoS {qos.ToString(CultureInfo.InvariantCulture)} | {Cell(_mosquitto)} | {Cell(_ours)} |\n";

    public IEnumerable<Figure> Figures() =>
        [.. _mosquitto.Figures($"QoS {qos} mosquitto "), .. _ours.Figures($"QoS {qos} ours ")];

    private static string Cell(Latencies latencies) =>
        string.Create(CultureInfo.InvariantCulture, $"{latencies.Quantile(0.5):0.000} / {latencies.Quantile(0.99):0.000}");
}
