using KubeEdge.DeviceTwin.Tests.Fakes;

namespace KubeEdge.DeviceTwin.Tests.Twins;

public class MaximumTwinsTests
{
    private static readonly DeviceId _x = DeviceId.Parse("x");

    [Fact]
    public async Task Update_DeviceHasMoreThanTheMaximum_KnownTwinsAreStillUpdated()
    {
        var maximum = 3;
        await using var rig = await TwinRig.StartAsync(options => options.MaximumTwins = maximum);
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}},"b":{"actual":{"value":"1"}},"c":{"actual":{"value":"1"}}}""");
        maximum = 1;
        await rig.RestartAsync();

        Assert.True((await rig.UpdateAsync("x", """{"b":{"actual":{"value":"2"}}}""")).Content.IsText("OK"));
        Assert.False((await rig.UpdateAsync("x", """{"b":{"actual":{"value":"3"}},"d":{"actual":{"value":"3"}}}""")).Content.IsText("OK"));
        Assert.Equal("2", (await rig.Twins.GetAsync(_x))!.Twins["b"].Reported);
    }

    [Fact]
    public async Task CloudUpdate_OneEntryIsTooMany_TheKnownOnesBehindItAreTaken()
    {
        await using var rig = await TwinRig.StartAsync(static options => options.MaximumTwins = 1);
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"b":{"actual":{"value":"1"}}}""");
        await rig.CloudAsync(
            "device/x/twin/cloud_updated",
            "update",
            """
            {"twin":{"a":{"expected":{"value":"2"},"expected_version":{"cloud":1,"edge":0}},
              "b":{"expected":{"value":"2"},"expected_version":{"cloud":1,"edge":0}}}}
            """);

        var (name, twin) = Assert.Single((await rig.Twins.GetAsync(_x))!.Twins);
        Assert.Equal(("b", "2"), (name, twin.Desired));
    }

    /// <summary>The topic of the cloud's updates is open to clients on site.</summary>
    [Fact]
    public async Task CloudUpdate_WithoutVersions_FillsTheBacklogUpToTheMaximum()
    {
        await using var rig = await TwinRig.StartAsync(static options => options.MaximumTwins = 3);
        await rig.AddAsync("x");
        for (var i = 0; i < 10; i++)
        {
            await rig.MqttAsync("$hw/events/device/x/twin/cloud_updated", $$$$$"""{"twin":{"k{{{{{i}}}}}":{"expected":{"value":"1"}}}}""");
        }

        Assert.Equal(3, rig.Get<IDeviceTwinState>().Current.Unconfirmed);
    }

    [Fact]
    public async Task CloudUpdate_WithoutVersions_DoesNotHideWhatTheSameTurnAdds()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.TurnAsync(
            rig.FromMqtt("$hw/events/device/x/twin/cloud_updated", """{"twin":{"a":{"expected":{"value":"1"}}}}"""u8.ToArray()),
            rig.FromMqtt("$hw/events/device/x/twin/update", """{"twin":{"a":{"actual":{"value":"2"}}}}"""u8.ToArray()));

        var told = System.Text.Encoding.UTF8.GetString(Assert.Single(rig.Upstream()).Content.ToData().Span);
        Assert.Contains("\"actual\":{\"value\":\"2\"", told, StringComparison.Ordinal);
    }
}
