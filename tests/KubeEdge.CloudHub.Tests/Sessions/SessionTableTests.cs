using KubeEdge.CloudHub.Sessions;

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
}
