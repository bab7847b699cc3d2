using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Benchmarks.Bus;

/// <summary>In and out again on one thread: what the bus adds to the channel, without the scheduler between them.</summary>
public class BusUncontendedBenchmarks
{
    private readonly Channel<Message> _channel = System.Threading.Channels.Channel.CreateBounded<Message>(1024);
    private readonly Message _message = new(new MessageHeader(MessageId.New(), default, 1), default, MessageContent.Text("ping"));
    private readonly BusHost _host = new();

    /// <summary>The floor: the channel alone.</summary>
    [Benchmark(Baseline = true)]
    public async ValueTask<bool> Channel()
    {
        await _channel.Writer.WriteAsync(_message);
        return _channel.Reader.TryRead(out _);
    }

    /// <summary>Ours, by name.</summary>
    [Benchmark]
    public async ValueTask<bool> Bus()
    {
        await _host.Bus.SendAsync(BusHost.Module, _message);
        return _host.Inbox.Reader.TryRead(out _);
    }
}
