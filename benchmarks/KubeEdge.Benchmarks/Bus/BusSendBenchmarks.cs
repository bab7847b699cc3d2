using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Benchmarks.Bus;

/// <summary>One producer, one consumer on another thread: messages by module name over the bus, and over a bare bounded channel.</summary>
public class BusSendBenchmarks
{
    private const int Count = 1_000_000;

    private readonly Message _message = new(new MessageHeader(MessageId.New(), default, 1), default, MessageContent.Text("ping"));
    private readonly Channel<Message> _channel = System.Threading.Channels.Channel.CreateBounded<Message>(1024);
    private readonly BusHost _host = new();

    /// <summary>The floor: the channel alone, with the same capacity.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public async Task Channel()
    {
        var consumer = Task.Run(() => ConsumeAsync(_channel.Reader));
        for (var i = 0; i < Count; i++)
        {
            await _channel.Writer.WriteAsync(_message);
        }

        await consumer;
    }

    /// <summary>Ours: the receiver is found by name, and every send has an outcome.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public async Task Bus()
    {
        var consumer = Task.Run(() => ConsumeAsync(_host.Inbox.Reader));
        for (var i = 0; i < Count; i++)
        {
            await _host.Bus.SendAsync(BusHost.Module, _message);
        }

        await consumer;
    }

    private static async Task ConsumeAsync(ChannelReader<Message> reader)
    {
        for (var read = 0; read < Count && await reader.WaitToReadAsync();)
        {
            while (read < Count && reader.TryRead(out _))
            {
                read++;
            }
        }
    }
}
