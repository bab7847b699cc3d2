using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.Viaduct;

namespace KubeEdge.DeviceTwin.Tests.Membership;

public class MembershipUpdatesTests
{
    private static readonly DeviceId _x = DeviceId.Parse("x");

    /// <summary>A device replaced in the cloud: both messages waited while something else was written.</summary>
    [Fact]
    public async Task RemovedAndAdded_InOneTurn_NothingOfTheOldDeviceIsLeft()
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}},"b":{"actual":{"value":"1"}}}""");
        await rig.MqttAsync("$hw/events/device/x/state/update", """{"state":"ok"}""");

        await rig.TurnAsync(rig.Membership("removed_devices", "x"), rig.Membership("added_devices", "x"), Update(rig, "b", "2"));
        rig.Connect(WireGeneration.Current);
        await AssertOnlyNewAsync(rig);

        await rig.RestartAsync();
        await AssertOnlyNewAsync(rig);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Removed_AnotherOfTheNameIsLeft_TheNameMeansThatOne(bool inOneTurn)
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("a/x");
        await rig.AddAsync("b/x");
        await (inOneTurn
            ? rig.TurnAsync(rig.Membership("removed_devices", "a/x"), Update(rig, "k", "1"))
            : rig.RemoveAsync("a/x"));
        await (inOneTurn ? Task.CompletedTask : rig.SendAsync(Update(rig, "k", "1")));

        Assert.Equal("1", Assert.Single(await rig.Twins.ListAsync()).Twins["k"].Reported);
    }

    [Fact]
    public async Task OneNameInTwoNamespaces_ValuesStayApart()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect(WireGeneration.Current);
        foreach (var device in new[] { "a/x", "b/x" })
        {
            await rig.AddAsync(device);
            await rig.UpdateAsync(device, $$$$"""{"k":{"actual":{"value":"of-{{{{device}}}}"}}}""");
        }

        await rig.RestartAsync();
        foreach (var device in await rig.Twins.ListAsync())
        {
            Assert.Equal($"of-{device.Id}", device.Twins["k"].Reported);
        }

        await rig.RemoveAsync("a/x");
        await rig.RestartAsync();
        Assert.Equal("of-b/x", Assert.Single(await rig.Twins.ListAsync()).Twins["k"].Reported);
        Assert.Equal("device/b/x/twin/edge_updated", Assert.Single(rig.Upstream()).Route.Resource);
    }

    private static Message Update(TwinRig rig, string name, string value) => rig.FromMqtt(
        "$hw/events/device/x/twin/update",
        Encoding.UTF8.GetBytes($$$$$"""{"twin":{"{{{{{name}}}}}":{"actual":{"value":"{{{{{value}}}}}"}}}}"""));

    private static async Task AssertOnlyNewAsync(TwinRig rig)
    {
        var device = await rig.Twins.GetAsync(_x);
        Assert.Equal(("2", string.Empty), (Assert.Single(device!.Twins).Value.Reported, device.State));
        var told = Encoding.UTF8.GetString(Assert.Single(rig.Upstream()).Content.ToData().Span);
        Assert.Contains("\"b\":{\"actual\":{\"value\":\"2\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("\"a\":", told, StringComparison.Ordinal);
    }
}
