using BenchmarkDotNet.Attributes;

namespace KubeEdge.Benchmarks.Link;

/// <summary>One way from edge to cloud over TLS: messages decoded at both ends against raw bytes through <c>ClientWebSocket</c>.</summary>
public class EdgeToCloudBenchmarks : LinkBenchmark
{
    private const int Count = 20_000;

    /// <summary>The stack's WebSocket with raw bytes.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public Task RawWebSocket() =>
        Task.WhenAll(LinkTraffic.ReceiveAsync(Plain.Cloud, Buffer, Count), Task.Run(() => LinkTraffic.SendAsync(Plain.Edge, Bytes, Count)));

    /// <summary>Our link with messages.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public Task Messages() =>
        Task.WhenAll(LinkTraffic.ReceiveAsync(Link.Cloud, Count), Task.Run(() => LinkTraffic.SendAsync(Link.Edge, Message, Count)));
}
