using System.Globalization;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>All rounds of one kind of traffic.</summary>
internal sealed class TrafficRounds(Traffic traffic)
{
    private readonly List<(TrafficResult Mosquitto, TrafficResult Ours)> _rounds = [];

    public Traffic Traffic => traffic;

    /// <summary>Our time against mosquitto's for a message.</summary>
    public double Ratio => Median(static round => round.Mosquitto.Rate / round.Ours.Rate);

    public void Add((TrafficResult Mosquitto, TrafficResult Ours) round) => _rounds.Add(round);

    /// <summary>A line of the report.</summary>
    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {traffic.Name} | {Median(static round => round.Mosquitto.Rate):N0} | {Median(static round => round.Ours.Rate):N0} "
        + $"| {1 / Ratio:0.0} × | {Median(static round => round.Mosquitto.BrokerEach):0.0} / {Median(static round => round.Ours.BrokerEach):0.0} / "
        + $"{Median(static round => round.Ours.ClientsEach):0.0} |\n");

    public IEnumerable<Figure> Figures() =>
    [
        new($"{traffic.Name} mosquitto", 1e9 / Median(static round => round.Mosquitto.Rate), "ns"),
        new($"{traffic.Name} ours", 1e9 / Median(static round => round.Ours.Rate), "ns"),
        new($"{traffic.Name} ours ratio", Ratio, "×"),
    ];

    private double Median(Func<(TrafficResult Mosquitto, TrafficResult Ours), double> value)
    {
        double[] sorted = [.. _rounds.Select(value).Order()];
        return sorted[sorted.Length / 2];
    }
}
