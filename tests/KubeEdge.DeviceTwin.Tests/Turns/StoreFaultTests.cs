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
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"3"}}}""");
        Assert.Equal("3", (await rig.Twins.GetAsync(DeviceId.Parse("x")))!.Twins["a"].Reported);
    }

    public void Dispose() => _folder.Delete(recursive: true);

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
