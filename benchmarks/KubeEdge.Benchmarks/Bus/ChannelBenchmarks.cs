using System.Threading.Channels;
using BenchmarkDotNet.Attributes;

namespace KubeEdge.Benchmarks.Bus;

/// <summary>The floor under the bus: what a bare bounded channel costs.</summary>
public class ChannelBenchmarks
{
    private readonly Channel<object> _channel = Channel.CreateBounded<object>(1024);
    private readonly object _item = new();

    /// <summary>One item in and out again, on one thread.</summary>
    [Benchmark(Baseline = true)]
    public bool WriteThenRead() => _channel.Writer.TryWrite(_item) && _channel.Reader.TryRead(out _);
}
