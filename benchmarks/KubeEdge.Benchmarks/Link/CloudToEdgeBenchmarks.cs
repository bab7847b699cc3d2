using BenchmarkDotNet.Attributes;

namespace KubeEdge.Benchmarks.Link;

/// <summary>One way from cloud to edge over TLS: messages decoded at both ends against raw bytes through Kestrel's WebSocket.</summary>
public class CloudToEdgeBenchmarks : LinkBenchmark
{
    private const int Count = 20_000;

    /// <summary>The stack's WebSocket with raw bytes.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public Task RawWebSocket() =>
        Task.WhenAll(LinkTraffic.ReceiveAsync(Plain.Edge, Buffer, Count), Task.Run(() => LinkTraffic.SendAsync(Plain.Cloud, Bytes, Count)));

    /// <summary>Our link with messages.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public Task Messages() =>
        Task.WhenAll(LinkTraffic.ReceiveAsync(Link.Edge, Count), Task.Run(() => LinkTraffic.SendAsync(Link.Cloud, Message, Count)));
}
