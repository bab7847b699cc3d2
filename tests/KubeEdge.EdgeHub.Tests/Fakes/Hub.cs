using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.EdgeHub.Dispatch;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A whole hub over fakes: clock, dialer, bus and sources are the test's.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly EdgeHubMetrics _metrics = new();
    private readonly EdgeHubModule _module;
    private Task? _running;

    public Hub(ILinkDialer? dialer = null, EdgeHubOptions? options = null, int seed = 1, params IUpstreamSource[] sources)
    {
        options ??= new EdgeHubOptions();
        Context = new FakeContext(Bus, Clock);
        State = new EdgeLinkState(Clock);
        Requests = new CloudRequests(Context.Messages, options.RequestTimeout, Clock, _metrics);
        var news = new ConnectionNews(Context.Messages, options.DrainTimeout, Clock, NullLogger<ConnectionNews>.Instance);
        var connection = new EdgeConnection(
            new Heartbeat(options.Heartbeat, Context.Messages, Clock),
            new UpstreamPump([.. sources, Requests], _metrics, NullLogger<UpstreamPump>.Instance),
            new InboundDispatcher(Requests, _metrics, NullLogger<InboundDispatcher>.Instance),
            news,
            options.DrainTimeout,
            Clock);
        _module = new EdgeHubModule(
            dialer ?? Dialer, new ReconnectSchedule(options.Reconnect, new Random(seed)), connection, news, State, _metrics, Clock, Log);
    }

    public ManualTimeProvider Clock { get; } = new();

    public FakeDialer Dialer { get; } = new();

    public FakeBus Bus { get; } = new();

    public FakeContext Context { get; }

    public EdgeLinkState State { get; }

    public CloudRequests Requests { get; }

    public ListLogger<EdgeHubModule> Log { get; } = new();

    public MessageFactory Messages => Context.Messages;

    public Hub Start()
    {
        _running = _module.KeepConnectedAsync(Context, _stopping.Token);
        return this;
    }

    /// <summary>Waits until the link is in a phase.</summary>
    public async Task<EdgeLinkStatus> WaitForAsync(EdgeLinkPhase phase)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var status in State.WatchAsync(deadline.Token))
        {
            if (status.Phase == phase)
            {
                return status;
            }
        }

        throw new InvalidOperationException("Watching ended.");
    }

    /// <summary>Lets time pass, whatever waits for it, until the hub dials again.</summary>
    public async Task PassTimeUntilDialAsync()
    {
        var dial = Dialer.WaitForDialAsync();
        while (!dial.IsCompleted)
        {
            Assert.False(_running?.IsCompleted, _running?.Exception?.ToString());
            await Task.WhenAny(dial, Clock.WaitForTimerAsync());
            Clock.Advance(dial.IsCompleted ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_running is not null)
        {
            await _running.WaitAsync(TimeSpan.FromSeconds(30));
        }

        _stopping.Dispose();
        _metrics.Dispose();
    }
}
