using System.Net.WebSockets;
using BenchmarkDotNet.Attributes;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Benchmarks.Link;

/// <summary>A request from the edge and the reply of the cloud over TLS, against an echo of raw bytes through the stack's WebSockets.</summary>
public class LinkRoundTripBenchmarks : LinkBenchmark
{
    private const int Count = 1_000;

    private readonly MessageFactory _messages = new(TimeProvider.System);

    /// <inheritdoc/>
    public override void Setup()
    {
        base.Setup();
        _ = EchoBytesAsync();
        _ = AnswerAsync();
    }

    /// <summary>The stack's WebSocket echoing raw bytes.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public async Task RawEcho()
    {
        for (var i = 0; i < Count; i++)
        {
            await Plain.Edge.SendAsync(Bytes.AsMemory(), WebSocketMessageType.Text, true, default);
            await LinkTraffic.ReceiveAsync(Plain.Edge, Buffer, 1);
        }
    }

    /// <summary>Our link: a request with a fresh id, a decoded reply.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public async Task Request()
    {
        for (var i = 0; i < Count; i++)
        {
            var reply = await Link.Edge.RequestAsync(_messages.New(Message.Route, Message.Content));
            if (reply.Status != SendStatus.Sent)
            {
                throw new InvalidOperationException($"no reply: {reply.Status}");
            }
        }
    }

    private async Task EchoBytesAsync()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var result = await Plain.Cloud.ReceiveAsync(buffer.AsMemory(), default);
            await Plain.Cloud.SendAsync(buffer.AsMemory(0, result.Count), WebSocketMessageType.Text, result.EndOfMessage, default);
        }
    }

    private async Task AnswerAsync()
    {
        await foreach (var request in Link.Cloud.Inbound.ReadAllAsync())
        {
            await Link.Cloud.SendAsync(_messages.Reply(request, request.Content));
        }
    }
}
