using KubeEdge.DeviceTwin.Devices;

namespace KubeEdge.DeviceTwin.Tests.Devices;

public class DeviceTableTests
{
    [Fact]
    public void FindByName_AfterRemovals_GivesThoseThatAreLeft()
    {
        var table = new DeviceTable();
        DeviceId[] ids = [DeviceId.Parse("a/x"), DeviceId.Parse("b/x"), DeviceId.Parse("c/x")];
        foreach (var id in ids.Concat(ids))
        {
            table.Set(id, new Device { Id = id });
        }

        Assert.Equal(ids, table.FindByName("x"));
        table.Set(ids[0], null);
        table.Set(ids[0], null);
        Assert.Equal(ids[1..], table.FindByName("x"));
        table.Set(ids[2], null);
        table.Set(ids[1], null);
        Assert.Empty(table.FindByName("x"));
    }
}
