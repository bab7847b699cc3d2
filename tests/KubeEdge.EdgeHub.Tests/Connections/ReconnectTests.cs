using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Testing;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Connections;

[Collection(Alone.Name)]
public class ReconnectTests
{
    [Fact]
    public async Task RunAsync_ThousandReconnects_LeavesNothingBehind()
    {
        var source = new FakeSource("acks", UpstreamClass.Acknowledgement);
        await using var hub = new Hub(sources: source);
        hub.Start();
        await ActiveTasks.TrackAsync();
        (long before, int tasks) = (0, 0);
        for (var i = 0; i < 1100; i++)
        {
            if (i == 100)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
                tasks = ActiveTasks.Count;
            }

            var link = new FakeLink();
            await hub.Dialer.AnswerAsync(new DialResult(link));
            await link.NextAsync();
            source.Add(hub.Messages.New(new MessageRoute("a", "b", "c", "d"), default));
            await link.NextAsync();
            link.End(LinkCloseReason.Timeout);
            await hub.WaitForAsync(EdgeLinkPhase.Disconnected);
            await hub.PassTimeUntilDialAsync();
            source.Settled.Clear();
            hub.Bus.Sent.Clear();
            hub.Log.Lines.Clear();
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(grown, long.MinValue, 1 << 20);
        Assert.Equal(1100, source.Opened);
        Assert.Equal(1100, source.Disposed);
        Assert.Equal(0, hub.Clock.ActiveTimers);
        Assert.InRange(ActiveTasks.Count - tasks, int.MinValue, 5);
    }
}
