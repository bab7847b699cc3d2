using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.DeviceTwin.Tests.Turns;

public sealed class StoreFaultTests : IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-test-");

    [Fact]
    public async Task Update_StoreBrokenForAWhile_IsAnsweredWhenItWorks()
    {
        var (rig, store) = await StartAsync();
        await using var _ = rig;
        store.IsBroken = true;
        var answer = rig.UpdateAsync("x", """{"a":{"actual":{"value":"2"}}}""");
        for (var i = 0; i < 3; i++)
        {
            await rig.Clock.WaitForTimerAsync(_second);
            Assert.False(answer.IsCompleted);
            Assert.Equal("Unavailable", rig.Get<IDeviceTwinState>().Current.StoreFault);
            store.IsBroken = i < 2;
            rig.Clock.Advance(_second);
        }

        Assert.True((await answer.WaitAsync(_patience)).Content.IsText("OK"));
        Assert.Null(rig.Get<IDeviceTwinState>().Current.StoreFault);
        Assert.DoesNotContain(await rig.PublishedAsync(), static item => item.Payload.Contains("code", StringComparison.Ordinal));
        Assert.Equal("2", (await rig.Twins.GetAsync(DeviceId.Parse("x")))!.Twins["a"].Reported);
    }

    [Fact]
    public async Task Update_StoreBrokenForGood_IsAnsweredWith500AndForgotten()
    {
        var (rig, store) = await StartAsync();
        await using var _ = rig;
        store.IsBroken = true;
        var update = rig.UpdateAsync("x", """{"a":{"actual":{"value":"2"}}}""");
        for (var i = 0; i < 4; i++)
        {
            await rig.Clock.WaitForTimerAsync(_second);
            rig.Clock.Advance(_second);
        }

        await update.WaitAsync(_patience);
        var answer = Assert.Single(await rig.PublishedAsync());
        Assert.Equal("$hw/events/device/x/twin/update/result", answer.Topic);
        Assert.Contains("\"event_id\":\"e\"", answer.Payload, StringComparison.Ordinal);
        Assert.Contains("\"code\":500", answer.Payload, StringComparison.Ordinal);
        Assert.Equal("1", (await rig.Twins.GetAsync(DeviceId.Parse("x")))!.Twins["a"].Reported);
        Assert.Equal("1", Assert.Single(rig.Get<DeviceTwin.Devices.DeviceTable>().All).Twins[0].Twin.Actual?.Value);

        await rig.MqttAsync("$hw/events/device/x/twin/get", "{}");
        Assert.Contains("\"value\":\"1\"", Assert.Single(await rig.PublishedAsync()).Payload, StringComparison.Ordinal);
        store.IsBroken = false;
        await rig.UpdateAsync("x", """{"b":{"actual":{"value":"3"}}}""");
        var known = await ReportedAsync(rig);
        await rig.RestartAsync();
        Assert.Equal([("a", "1"), ("b", "3")], known);
        Assert.Equal(known, await ReportedAsync(rig));
    }

    [Fact]
    public async Task Turn_TooLargeForOneWrite_IsWrittenMessageByMessage()
    {
        var (rig, store) = await StartAsync();
        await using var _ = rig;
        store.MostChanges = 1;
        await rig.TurnAsync(
            Update(rig, """{"a":{"actual":{"value":"2"}}}"""),
            Update(rig, """{"a":{"actual":{"value":"3"}},"b":{"actual":{"value":"3"}}}"""),
            Update(rig, """{"c":{"actual":{"value":"4"}}}"""));

        var results = (await rig.PublishedAsync()).Where(static item => item.Topic.EndsWith("/result", StringComparison.Ordinal)).ToList();
        Assert.Equal([false, true, false], results.Select(static item => item.Payload.Contains("\"code\":500", StringComparison.Ordinal)));
        await rig.RestartAsync();
        Assert.Equal([("a", "2"), ("c", "4")], await ReportedAsync(rig));
    }

    [Fact]
    public async Task Confirmation_StoreBrokenForGood_ComesAgainAndIsStoredThen()
    {
        var (rig, store) = await StartAsync();
        await using var _ = rig;
        rig.Connect();
        var sent = Assert.Single(rig.Upstream());
        store.IsBroken = true;
        var confirmed = rig.ConfirmAsync(sent);
        for (var i = 0; i < 4; i++)
        {
            await rig.Clock.WaitForTimerAsync(_second);
            rig.Clock.Advance(_second);
        }

        await confirmed.WaitAsync(_patience);
        Assert.Equal(1, rig.Get<IDeviceTwinState>().Current.Unconfirmed);
        store.IsBroken = false;
        var repeated = Assert.Single(rig.Upstream());
        Assert.Equal(sent.Header.Id, repeated.Header.Id);
        await rig.ConfirmAsync(repeated);
        Assert.Equal(0, rig.Get<IDeviceTwinState>().Current.Unconfirmed);
        await rig.RestartAsync();
        Assert.Equal(0, rig.Get<IDeviceTwinState>().Current.Unconfirmed);
    }

    [Fact]
    public async Task Confirmation_InATurnTooLargeForOneWrite_IsStored()
    {
        var (rig, store) = await StartAsync();
        await using var _ = rig;
        rig.Connect();
        var sent = Assert.Single(rig.Upstream());
        store.MostChanges = 1;
        await rig.TurnAsync(TwinRig.Confirmation(sent), Update(rig, """{"b":{"actual":{"value":"2"}}}"""));

        await rig.RestartAsync();
        Assert.Equal(["b"], TwinsOf(Assert.Single(rig.Upstream())));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Message Update(TwinRig rig, string twins) =>
        rig.FromMqtt("$hw/events/device/x/twin/update", Encoding.UTF8.GetBytes($$"""{"twin":{{twins}}}"""));

    private static async Task<List<(string Name, string? Value)>> ReportedAsync(TwinRig rig) =>
        [.. (await rig.Twins.GetAsync(DeviceId.Parse("x")))!.Twins.Select(static twin => (twin.Key, twin.Value.Reported))];

    private static IEnumerable<string> TwinsOf(Message message) =>
        JsonNode.Parse(message.Content.ToData().Span)!["twin"]!.AsObject().Select(static twin => twin.Key);

    private async Task<(TwinRig Rig, FlakyStore Store)> StartAsync()
    {
        var path = Path.Combine(_folder.FullName, "edge.db");
        var inner = await MetaStoreFile.OpenAsync(path);
        var rig = await TwinRig.StartAsync(services: services => services.AddSingleton<IMetaStore>(new FlakyStore(inner)));
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
        await rig.PublishedAsync();
        return (rig, (FlakyStore)rig.Store);
    }
}
