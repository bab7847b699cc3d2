using KubeEdge.EdgeHub.Connections;
using KubeEdge.Testing;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Connections;

public class EdgeLinkStateTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Current_BeforeStart_IsStopped() => Assert.Equal(EdgeLinkPhase.Stopped, new EdgeLinkState(_clock).Current.Phase);

    [Fact]
    public void Set_SamePhase_KeepsSince()
    {
        var state = new EdgeLinkState(_clock);
        state.Set(EdgeLinkPhase.Disconnected, "first");
        var since = state.Current.Since;
        _clock.Advance(TimeSpan.FromSeconds(5));

        state.Set(EdgeLinkPhase.Disconnected, "second");

        Assert.Equal(since, state.Current.Since);
        Assert.Equal("second", state.Current.Detail);
    }

    [Fact]
    public async Task WatchAsync_EachChange_IsSeenInOrder()
    {
        var state = new EdgeLinkState(_clock);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var watch = state.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        foreach (var phase in new[] { EdgeLinkPhase.Disconnected, EdgeLinkPhase.Connected, EdgeLinkPhase.Disconnected })
        {
            Assert.True(await watch.MoveNextAsync());
            state.Set(phase, null, new LinkPeer { NodeId = "edge-1" });
        }

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(EdgeLinkPhase.Disconnected, watch.Current.Phase);
    }

    [Fact]
    public async Task WatchAsync_SlowReader_SeesTheNewest()
    {
        var state = new EdgeLinkState(_clock);
        await using var watch = state.WatchAsync().GetAsyncEnumerator();
        await watch.MoveNextAsync();
        for (var i = 0; i < 100; i++)
        {
            state.Set(i % 2 == 0 ? EdgeLinkPhase.Connected : EdgeLinkPhase.Disconnected, $"{i}");
        }

        await watch.MoveNextAsync();

        Assert.Equal("99", watch.Current.Detail);
    }
}
