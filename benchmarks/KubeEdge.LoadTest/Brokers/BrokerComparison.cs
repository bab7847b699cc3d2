using System.Globalization;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>Our broker beside Debian's mosquitto, in turn, each a process of its own, with the same clients.</summary>
internal static class BrokerComparison
{
    private const int RoundTripsEach = 1000;
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _warmUp = TimeSpan.FromMilliseconds(200);

    public static async Task<Outcome> RunAsync(string directory, int rounds, int clients)
    {
        var traffic = Traffic.All.Select(static kind => new TrafficRounds(kind)).ToList();
        List<LatencyRounds> latencies = [.. Enumerable.Range(0, 3).Select(static qos => new LatencyRounds(qos))];
        using (BrokerProcess ours = await BrokerProcess.StartOursAsync())
        using (BrokerProcess mosquitto = await BrokerProcess.StartMosquittoAsync(directory))
        {
            foreach (Traffic kind in Traffic.All)
            {
                _ = await TrafficRun.RunAsync(ours, kind, _warmUp);
                _ = await TrafficRun.RunAsync(mosquitto, kind, _warmUp);
            }

            for (int round = 0; round < rounds; round++)
            {
                foreach (TrafficRounds kind in traffic)
                {
                    // Who comes first changes, so that neither always meets what the other left.
                    kind.Add(await InTurnAsync(round, mosquitto, ours, broker => TrafficRun.RunAsync(broker, kind.Traffic, _measured)));
                }

                foreach (LatencyRounds quality in latencies)
                {
                    _ = await InTurnAsync(round, mosquitto, ours, broker => quality.AddAsync(broker, RoundTripsEach));
                }
            }
        }

        var idle = await MeasureIdleAsync(directory, clients);
        return Report(rounds, clients, traffic, latencies, idle.Mosquitto, idle.Ours, idle.OursCollected);
    }

    private static async Task<(T Mosquitto, T Ours)> InTurnAsync<T>(
        int round, BrokerProcess mosquitto, BrokerProcess ours, Func<BrokerProcess, Task<T>> run)
    {
        if (round % 2 == 0)
        {
            T first = await run(mosquitto);
            return (first, await run(ours));
        }

        T own = await run(ours);
        return (await run(mosquitto), own);
    }

    private static async Task<(double Mosquitto, double Ours, double OursCollected)> MeasureIdleAsync(string directory, int clients)
    {
        using BrokerProcess mosquitto = await BrokerProcess.StartMosquittoAsync(directory);
        var other = await IdleClients.MeasureAsync(mosquitto, clients, isCollecting: false);
        using BrokerProcess ours = await BrokerProcess.StartOursAsync();
        var own = await IdleClients.MeasureAsync(ours, clients, isCollecting: true);
        return (other.AsItIs, own.AsItIs, own.Collected);
    }

    private static Outcome Report(
        int rounds,
        int clients,
        List<TrafficRounds> traffic,
        List<LatencyRounds> latencies,
        double idleMosquitto,
        double idleOurs,
        double idleCollected)
    {
        string body = string.Create(CultureInfo.InvariantCulture, $"""
            Our broker and Debian's mosquitto in turn on the same machine, each a process of its own over loopback, MQTT 3.1.1,
            messages of 64 B. The clients are the same for both: one process with sockets and ready packets, that answers what one read
            brought with one write. At most 500 messages are under way to one subscriber (100 to each of 1,000), and of one publisher
            {RawPublisher.InFlight} unacknowledged ones, so that neither drops any; that none was lost is checked. {rounds} rounds of {_measured.TotalSeconds:0} s after
            a warm-up; rates are medians, and so is the ratio of a round. Clients and broker share the processors: where the
            clients' share is the larger, they are what limits.

            | traffic | mosquitto, delivered/s | ours, delivered/s | ours to mosquitto | processor µs each: mosquitto / ours / clients |
            |---|---|---|---|---|
            {string.Concat(traffic.Select(static kind => kind.Row())).TrimEnd()}

            One message at a time, from the publisher's write to the subscriber's read, median / p99:

            | | mosquitto ms | ours ms |
            |---|---|---|
            {string.Concat(latencies.Select(static quality => quality.Row())).TrimEnd()}

            Resident memory for each idle client with one subscription, from 100 to {clients:N0} of them:
            mosquitto {idleMosquitto:0.0} KiB, ours {idleOurs:0.0} KiB ({idleCollected:0.0} after a forced collection).
            """);
        Figure[] figures =
        [
            .. traffic.SelectMany(static kind => kind.Figures()),
            new("slowest ratio", traffic.Max(static kind => kind.Ratio), "×"),
            .. latencies.SelectMany(static quality => quality.Figures()),
            new("idle client mosquitto", idleMosquitto, "KiB"),
            new("idle client ours", idleOurs, "KiB"),
        ];
        return new("Broker", body, figures);
    }
}
