using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Benchmarks.Bus;

/// <summary>One round trip to a module that answers at once: over the bus, and over a bare channel and a completion source.</summary>
public class BusRequestBenchmarks
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);

    private readonly Channel<TaskCompletionSource<Message>> _channel =
        System.Threading.Channels.Channel.CreateBounded<TaskCompletionSource<Message>>(1024);
    private readonly BusHost _host = new();
    private readonly Message _message = new(new MessageHeader(MessageId.New(), default, 1), default, MessageContent.Text("ping"));
    private Task _answering = Task.CompletedTask;

    /// <summary>Starts the modules that answer.</summary>
    [GlobalSetup]
    public void Open() => _answering = Task.WhenAll(Task.Run(AnswerChannelAsync), Task.Run(AnswerBusAsync));

    /// <summary>Ends them.</summary>
    [GlobalCleanup]
    public async Task Close()
    {
        _channel.Writer.Complete();
        _host.Bus.Close(_host.Inbox);
        await _answering;
    }

    /// <summary>The floor: no id, no name, no deadline, nothing to look up.</summary>
    [Benchmark(Baseline = true)]
    public async Task<Message> Channel()
    {
        var call = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _channel.Writer.WriteAsync(call);
        return await call.Task;
    }

    /// <summary>Ours: a message with a fresh id, found by name, with a deadline, matched by the reply's parent id.</summary>
    [Benchmark]
    public async Task<Message?> Bus()
    {
        var request = new Message(new MessageHeader(MessageId.New(), default, 1, Sync: true), default, _message.Content);
        return (await _host.Bus.RequestAsync(BusHost.Module, request, _timeout)).Reply;
    }

    private async Task AnswerChannelAsync()
    {
        await foreach (var call in _channel.Reader.ReadAllAsync())
        {
            call.SetResult(_message);
        }
    }

    private async Task AnswerBusAsync()
    {
        await foreach (var request in _host.Inbox.Reader.ReadAllAsync())
        {
            _host.Bus.TryReply(new Message(new MessageHeader(_message.Header.Id, request.Header.Id, 1), default, _message.Content));
        }
    }
}
