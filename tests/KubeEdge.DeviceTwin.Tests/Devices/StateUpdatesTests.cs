using System.Text.Json.Nodes;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.Viaduct;

namespace KubeEdge.DeviceTwin.Tests.Devices;

public class StateUpdatesTests
{
    /// <summary>The cloud takes an old generation's message time for the time of the state.</summary>
    [Theory]
    [InlineData("ok")]
    [InlineData("offline")]
    public async Task Unconfirmed_Restarted_HasTheTimeWhenItWasTaken(string state)
    {
        await using var rig = await StartAsync(state);
        var taken = rig.Clock.GetUtcNow().ToUnixTimeSeconds();
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.RestartAsync();

        var told = Told(rig);
        Assert.Equal(taken, told["timestamp"]!.GetValue<long>() / 1000);
        Assert.NotNull(told["device"]!["last_online"]);
    }

    [Theory]
    [InlineData("ok", true)]
    [InlineData("offline", false)]
    public async Task Unconfirmed_GenerationKnownSince_IsToldAsThatOneReadsIt(string state, bool isOnline)
    {
        await using var rig = await StartAsync(state);
        var taken = rig.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        rig.Connect(WireGeneration.Current);
        await rig.PassAsync();
        rig.Disconnect();
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.RestartAsync();

        Assert.Equal(isOnline ? taken : null, Told(rig)["device"]!["lastOnlineTime"]?.GetValue<string>());
    }

    private static async Task<TwinRig> StartAsync(string state)
    {
        var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.MqttAsync("$hw/events/device/x/state/update", $$"""{"state":"{{state}}"}""");
        return rig;
    }

    private static JsonNode Told(TwinRig rig) => JsonNode.Parse(Assert.Single(rig.Upstream()).Content.ToData().Span)!;
}
