using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Upstream;

public sealed class UpstreamPumpTests : IAsyncDisposable
{
    private readonly FakeLink _link = new();
    private readonly EdgeHubMetrics _metrics = new();
    private readonly ListLogger<UpstreamPump> _log = new();
    private readonly MessageFactory _messages = new(TimeProvider.System);
    private readonly CancellationTokenSource _ended = new();
    private readonly FakeSource _acks = new("acks", UpstreamClass.Acknowledgement);
    private readonly FakeSource _status = new("status", UpstreamClass.Status);
    private readonly FakeSource _twins = new("twins", UpstreamClass.Twin);
    private readonly FakeSource _rules = new("rules", UpstreamClass.RuleData);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _ended.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task RunAsync_AllClassesWaiting_SendsThemInClassOrder()
    {
        foreach (var source in new[] { _rules, _twins, _status, _acks })
        {
            source.Add(New(source.Name + 1));
            source.Add(New(source.Name + 2));
        }

        var running = Run(_rules, _acks, _twins, _status);
        var sent = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            var (message, lane) = await _link.NextAsync();
            sent.Add(message.Route.Resource);
            Assert.Equal(message.Route.Resource.StartsWith("acks", StringComparison.Ordinal), lane == LinkLane.Urgent);
        }

        Assert.Equal(["acks1", "acks2", "status1", "status2", "twins1", "twins2", "rules1", "rules2"], sent);
        await EndAsync(running);
    }

    [Fact]
    public async Task RunAsync_BulkStalled_AcknowledgementsStillLeave()
    {
        var stalled = new TaskCompletionSource<SendStatus>();
        _link.OnSend = (_, lane) => lane == LinkLane.Urgent ? ValueTask.FromResult(SendStatus.Sent) : new ValueTask<SendStatus>(stalled.Task);
        for (var i = 0; i < 1000; i++)
        {
            _rules.Add(New("rule"));
        }

        var running = Run(_rules, _acks);
        for (var i = 0; i < 64; i++)
        {
            await _link.NextAsync();
        }

        for (var i = 0; i < 5000; i++)
        {
            _acks.Add(New("ack"));
            Assert.Equal(LinkLane.Urgent, (await _link.NextAsync()).Lane);
        }

        Assert.Equal(1000 - 64, _rules.Waiting);
        stalled.SetResult(SendStatus.Closed);
        await EndAsync(running);
        Assert.Equal(1000, _rules.Waiting);
    }

    [Fact]
    public async Task RunAsync_WriteFails_ItemsGoBackInOrderAndAreSentOnceMore()
    {
        var failing = new TaskCompletionSource<SendStatus>();
        var sends = 0;
        _link.OnSend = (_, _) => ++sends <= 3 ? ValueTask.FromResult(SendStatus.Sent) : new ValueTask<SendStatus>(failing.Task);
        var all = Enumerable.Range(0, 10).Select(i => New($"m{i}")).ToArray();
        foreach (var message in all)
        {
            _rules.Add(message);
        }

        var running = Run(_rules);
        for (var i = 0; i < 10; i++)
        {
            await _link.NextAsync();
        }

        failing.SetResult(SendStatus.Closed);
        await EndAsync(running);
        Assert.Equal(7, _rules.Waiting);

        var second = new FakeLink();
        var again = new UpstreamPump([_rules], _metrics, _log).RunAsync(second, _ended.Token);
        await again.WaitAsync(TimeSpan.FromSeconds(30));
        using var later = new CancellationTokenSource();
        again = new UpstreamPump([_rules], _metrics, _log).RunAsync(second, later.Token);
        for (var i = 3; i < 10; i++)
        {
            Assert.Same(all[i], (await second.NextAsync()).Message);
        }

        await later.CancelAsync();
        await again.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(second.TryNext(out _));
        Assert.Equal(0, _rules.Waiting);
        Assert.Equal(10, _rules.Settled.Count(settled => settled.Outcome == UpstreamOutcome.Written));
        Assert.Equal(_rules.Opened, _rules.Disposed);
    }

    [Fact]
    public async Task RunAsync_SendRejected_TheSourceHearsItAndTheRestGoesOn()
    {
        _link.OnSend = (message, _) =>
            ValueTask.FromResult(message.Route.Resource == "bad" ? SendStatus.Rejected : SendStatus.Sent);
        var running = Run(_twins);
        _twins.Add(New("good"));
        _twins.Add(New("bad"));
        _twins.Add(New("good"));
        for (var i = 0; i < 3; i++)
        {
            await _link.NextAsync();
        }

        await EndAsync(running);

        Assert.Equal(
            [UpstreamOutcome.Written, UpstreamOutcome.Rejected, UpstreamOutcome.Written],
            _twins.Settled.Select(settled => settled.Outcome));
    }

    [Fact]
    public async Task RunAsync_OneSourceThrows_TheLinkIsClosedAndTheOthersAreServedUntilThen()
    {
        _acks.FailOnRead = new InvalidOperationException("broken");
        var running = Run(_acks, _rules);

        _rules.Add(New("rule"));

        Assert.Equal("rule", (await _link.NextAsync()).Message.Route.Resource);
        Assert.Single(_log.Lines);
        Assert.Equal(LinkCloseReason.Local, Assert.Single(_link.CloseCalls));
        await EndAsync(running);
        Assert.Equal(1, _acks.Disposed);
    }

    [Fact]
    public async Task RunAsync_NotifiedFromManyThreads_MissesNothing()
    {
        const int Count = 2000;
        var running = Run(_status);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Count / 8; i++)
            {
                _status.Add(New("status"));
            }
        })));

        for (var i = 0; i < Count; i++)
        {
            await _link.NextAsync();
        }

        await EndAsync(running);
        Assert.Equal(Count, _status.Settled.Count);
    }

    private Task Run(params IUpstreamSource[] sources) => new UpstreamPump(sources, _metrics, _log).RunAsync(_link, _ended.Token);

    private async Task EndAsync(Task running)
    {
        await _ended.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Message New(string resource) => _messages.New(new MessageRoute("test", "resource", resource, "update"), default);
}
