using KubeEdge.CloudHub.Sessions;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.CloudHub.Tests.Sessions;

public sealed class SessionTableTests
{
    [Fact]
    public void TryReserve_ReservationsCountUntilReleased()
    {
        var table = new SessionTable(2);
        Assert.True(table.TryReserve("edge-1", out var first));
        Assert.True(table.TryReserve("edge-2", out _));
        Assert.False(table.TryReserve("edge-3", out _));

        table.Release(first);

        Assert.True(table.TryReserve("edge-3", out var third));
        Assert.True(third);
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public async Task Add_TakesTheReservedPlace_AndIsNotCountedBesideIt()
    {
        await using var rig = new SessionRig();
        var peer = new LinkPeer { NodeId = "edge-1" };
        await using var link = MemoryLink.CreatePair(peer, peer, rig.LinkOptions, rig.Clock);
        var table = new SessionTable(2);
        Assert.True(table.TryReserve("edge-1", out var isCounted));

        table.Add(new NodeSession(link.Cloud, rig.Context), isCounted);

        Assert.True(table.TryReserve("edge-2", out _));
        Assert.False(table.TryReserve("edge-3", out _));
        Assert.Equal(1, table.Count);
    }
}
