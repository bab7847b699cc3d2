using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.EdgeHub.Dispatch;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Tests.Dispatch;

public sealed class InboundDispatcherTests : IDisposable
{
    private readonly Channel<Message> _inbound = Channel.CreateUnbounded<Message>();
    private readonly LinkPeer _peer = new() { NodeId = "edge-1" };
    private readonly FakeBus _bus = new();
    private readonly ListLogger<InboundDispatcher> _log = new();
    private readonly EdgeHubMetrics _metrics = new();
    private readonly MessageFactory _messages = new(TimeProvider.System);

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task RunAsync_TenThousand_KeepsTheOrder()
    {
        var ids = new List<MessageId>();
        for (var i = 0; i < 10_000; i++)
        {
            ids.Add(Receive("resource", "edgecontroller").Header.Id);
        }

        await RunToEndAsync();

        Assert.Equal(ids, _bus.Sent.Select(sent => sent.Message.Header.Id));
    }

    [Fact]
    public async Task RunAsync_FullInbox_WaitsAndLosesNothing()
    {
        var room = new TaskCompletionSource();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bus.OnSend = async (_, _, _) =>
        {
            reached.TrySetResult();
            await room.Task;
        };
        for (var i = 0; i < 100; i++)
        {
            Receive("resource", "edgecontroller");
        }

        var running = RunToEndAsync();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(99, _inbound.Reader.Count);
        room.SetResult();
        await running;
        Assert.Equal(100, _bus.Sent.Count);
    }

    [Fact]
    public async Task RunAsync_Reply_CompletesTheWaitingCallAndNothingElse()
    {
        var request = _messages.New(new MessageRoute("edged", "meta", "default/configmap/a", "query"), default);
        var waiter = _bus.Waiting[request.Header.Id] = new TaskCompletionSource<Message>();
        var reply = ReplyTo(request, "resource", "response");
        _inbound.Writer.TryWrite(reply);

        await RunToEndAsync();

        Assert.Same(reply, await waiter.Task);
        Assert.Empty(_bus.Sent);
    }

    [Theory]
    [InlineData("resource", "response", true)]
    [InlineData("resource", "error", false)]
    [InlineData("user", "response", false)]
    public async Task RunAsync_ReplyForWhichNobodyWaits_GoesToWhoCanAcknowledgeIt(string group, string operation, bool goes)
    {
        var request = _messages.New(new MessageRoute("edged", "meta", "default/configmap/a", "query"), default);
        var reply = ReplyTo(request, group, operation);
        _inbound.Writer.TryWrite(reply);

        await RunToEndAsync();

        Assert.Equal(goes ? [("metamanager", reply)] : [], _bus.Sent);
    }

    [Fact]
    public async Task RunAsync_ReplyForWhichNobodyWaitsAndNobodyKeepsObjects_IsDropped()
    {
        _bus.Known = [];
        _inbound.Writer.TryWrite(ReplyTo(_messages.New(new MessageRoute("a", "b", "c", "query"), default), "resource", "response"));

        await RunToEndAsync();

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task RunAsync_UnknownTargets_AreDroppedAndLoggedOncePerKind()
    {
        _bus.Known = ["meta"];
        for (var i = 0; i < 50; i++)
        {
            Receive("nonsense", "somebody");
            Receive("taskmanager", "taskmanager");
            Receive("user", "router_eventbus");
        }

        Receive("resource", "edgecontroller");

        await RunToEndAsync();

        Assert.Single(_bus.Sent);
        Assert.Equal(3, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.Equal(LogLevel.Warning, line.Level));
        Assert.Contains("'nonsense' from 'somebody'", _log.Lines.First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MadeUpGroups_DoNotGrowTheLog()
    {
        for (var i = 0; i < 1000; i++)
        {
            Receive($"group-{i}", "somebody");
        }

        await RunToEndAsync();

        Assert.Equal(64, _log.Lines.Count);
    }

    private Message Receive(string group, string source)
    {
        var message = _messages.New(new MessageRoute(source, group, "default/configmap/a", "update"), default);
        _inbound.Writer.TryWrite(message);
        return message;
    }

    private Task RunToEndAsync()
    {
        _inbound.Writer.Complete();
        return new InboundDispatcher(new CloudRequests(_messages, TimeSpan.FromMinutes(1), TimeProvider.System, _metrics), _metrics, _log).RunAsync(_inbound.Reader, _peer, _bus, CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static Message ReplyTo(Message request, string group, string operation) => new(
        new MessageHeader(MessageId.New(), request.Header.Id, 1),
        new MessageRoute("edgecontroller", group, request.Route.Resource, operation),
        default);
}
