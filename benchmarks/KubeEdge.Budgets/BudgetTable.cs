using static KubeEdge.Budgets.BudgetRow;

namespace KubeEdge.Budgets;

/// <summary>The design's budgets, in its order. Times are in the unit of the figure: ns for benchmarks, ms and KiB for scenarios.</summary>
internal static class BudgetTable
{
    private const string Link = "link, 256 B, TLS: ";

    public static IReadOnlyList<BudgetRow> Rows { get; } =
    [
        Speed("bus send→receive, 1 producer", "≥ 1 × the floor's speed, 0 B", "BusSend", "Channel", "Bus", 1).And("BusSend", "Bus allocated", 0.5),
        Ratio("bus request/reply p50", "≤ 1.3 × the floor's time", "BusRequest", "Channel", "Bus", 1.3),
        Speed(Link + "one way edge→cloud", "≥ 4 × the floor's speed", "EdgeToCloud", "RawWebSocket 256", "Messages 256", 4),
        Speed(Link + "one way cloud→edge", "≥ 0.9 × the floor's speed", "CloudToEdge", "RawWebSocket 256", "Messages 256", 0.9),
        Ratio(Link + "request/reply p50", "≤ 0.9 × the floor's time", "LinkRoundTrip", "RawEcho 256", "Request 256", 0.9),
        Speed(
            "store commit `Full`, 64 writers, 1 KB object",
            "≥ 0.8 × the floor's speed",
            "StoreGroupCommit",
            "RawSqlite",
            "MetaStore",
            0.8),
        Speed("store commit `Full`, 1 writer", "≥ 0.85 × the floor's speed", "StoreSingleCommit", "RawSqlite", "MetaStore", 0.85),
        Speed("store point read", "≥ 0.7 × the floor's speed; cached ≥ 1 M/s", "StoreRead", "RawSqlite", "MetaStore", 0.7)
            .And("StoreCachedRead", "MetaStore", 1000, isShown: true),
        AtMost("twin update at the module boundary, durable, 100 devices", "≥ 40 k/s: ≤ 25 µs each", "TwinUpdate", ("per update", 25)),
        AtMost(
            "twin update over MQTT, client to client, QoS 0 / burst of 1,000",
            "median ≤ 0.9 ms, p99 ≤ 4 ms; ≥ 8 k/s: ≤ 125 µs each",
            "TwinMqtt",
            ("p50", 0.9),
            ("p99", 4),
            ("per update of a burst", 125)),
        AtMost(
            "broker beside mosquitto: 1→1, 1→1,000, 100→1, QoS 0 to 2",
            "ahead in each: ≤ 1 × mosquitto's time in the slowest",
            "Broker",
            ("slowest ratio", 1)),
        AtMost(
            "ConfigMap: API PUT sent → committed in the edge store", "p50 ≤ 5 ms, p99 ≤ 25 ms", "PutToCommit", ("p50", 5), ("p99", 25)),
        AtMost("first join → node Ready", "≤ 0.4 s", "JoinToReady", ("p50", 400), ("max", 400)),
        AtMost(
            "one change to 1,000 connected nodes",
            "all acknowledged ≤ 300 ms, ObjectSync written ≤ 1 s",
            "FanOut",
            ("acknowledged p50", 300),
            ("acknowledged max", double.PositiveInfinity),
            ("written p50", 1000),
            ("written max", double.PositiveInfinity)),
        AtMost("5,000 idle nodes on one CloudHub, mutual TLS", "≤ 60 KiB resident per node", "IdleNodes", ("resident per node", 60)),
        AtMost(
            "edge process idle: hub, store, twin, broker; trimmed ReadyToRun single file",
            "≤ 60 MB resident, ≤ 20 MB private; ≤ 180 ms to link up",
            "EdgeIdle",
            ("resident", 60),
            ("private", 20),
            ("link up", 180)),
        AtMost(
            "informer, 10,000 pods of 4 KiB",
            "≤ 1.3 × raw + 300 B each",
            "Informer",
            ("held without 300 B each, of raw", 1.3)),
    ];
}
