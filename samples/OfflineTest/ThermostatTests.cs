using KubeEdge.Kubernetes.Objects;
using KubeEdge.Testing;

namespace OfflineTest;

public sealed class ThermostatTests
{
    [Fact]
    public async Task The_app_follows_the_cloud()
    {
        await using var cloud = new FakeCloud();
        await using var node = await EdgeNode.StartAsync(cloud);

        await node.Store.EventuallyHoldsAsync(Set(cloud, "21"));

        Assert.Equal(21, await node.App.TargetAsync());
    }

    [Fact]
    public async Task The_app_keeps_its_setting_while_the_link_is_cut_and_then_gets_the_newest()
    {
        await using var cloud = new FakeCloud();
        await using var node = await EdgeNode.StartAsync(cloud);
        await node.Store.EventuallyHoldsAsync(Set(cloud, "21"));

        cloud.Cut();
        await node.Link.EventuallyDisconnectsAsync();
        var newest = Set(cloud, "23");
        Assert.Equal(21, await node.App.TargetAsync());

        cloud.Restore();
        await node.Store.EventuallyHoldsAsync(newest);
        Assert.Equal(23, await node.App.TargetAsync());
    }

    [Fact]
    public async Task The_app_has_its_setting_when_the_node_starts_without_a_link()
    {
        await using var cloud = new FakeCloud();
        await using (var before = await EdgeNode.StartAsync(cloud))
        {
            await before.Store.EventuallyHoldsAsync(Set(cloud, "21"));
        }

        cloud.Cut();
        await using var node = await EdgeNode.StartAsync(cloud);

        Assert.Equal(21, await node.App.TargetAsync());
    }

    [Fact]
    public async Task The_app_goes_back_to_its_default_when_the_setting_is_deleted()
    {
        await using var cloud = new FakeCloud();
        await using var node = await EdgeNode.StartAsync(cloud);
        var setting = Set(cloud, "21");
        await node.Store.EventuallyHoldsAsync(setting);

        cloud.Delete(setting);
        await node.Store.EventuallyLacksAsync(Thermostat.Setting);

        Assert.Equal(18, await node.App.TargetAsync());
    }

    private static KubeObject Set(FakeCloud cloud, string degrees) =>
        cloud.PutConfigMap("home", "thermostat", new Dictionary<string, string> { ["degrees"] = degrees });
}
