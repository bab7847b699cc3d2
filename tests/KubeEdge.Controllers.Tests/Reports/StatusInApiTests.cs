using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Reports;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KubeEdge.Controllers.Tests.Reports;

/// <summary>Statuses in a real API of our own.</summary>
public sealed class StatusInApiTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-status-");
    private IMetaStore? _store;
    private ApiServerHost? _api;

    private KubeClient Client { get; set; } = new(new KubeClientOptions { Server = new Uri("http://127.0.0.1:1") });

    public async ValueTask InitializeAsync()
    {
        _store = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "api.db"));
        _api = await ApiServerHost.StartAsync(_store, new ApiServerOptions(), NullLoggerFactory.Instance);
        Client = new KubeClient(new KubeClientOptions { Server = _api.Address });
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_api is not null && _store is not null)
        {
            await _api.DisposeAsync();
            await _store.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Device_TwoPropertiesIntoAnEmptyStatus_OnePatchHoldsBoth()
    {
        var device = await CreateAsync();

        var result = await new DeviceField(Client).WriteAsync(device, Pending(("t", "21"), ("on", "true")), default);

        Assert.Equal(WriteStatus.Done, result.Status);
        Assert.Equal("on=true t=21", await TwinsAsync());
    }

    [Fact]
    public async Task Device_ChangedByAnotherMeanwhile_BothChangesAreThere()
    {
        var device = await CreateAsync();
        var mine = new DeviceField(Client);
        Assert.Equal(WriteStatus.Done, (await mine.WriteAsync(device, Pending(("t", "1")), default)).Status);
        await new DeviceField(Client).WriteAsync(device, Pending(("on", "true")), default);

        var result = await mine.WriteAsync(device, Pending(("t", "2")), default);

        Assert.Equal(WriteStatus.Done, result.Status);
        Assert.Equal("on=true t=2", await TwinsAsync());
    }

    [Fact]
    public async Task Device_SameAgain_IsUnchanged()
    {
        var device = await CreateAsync();
        var store = new DeviceField(Client);
        await store.WriteAsync(device, Pending(("t", "1")), default);

        Assert.Equal(WriteStatus.Unchanged, (await store.WriteAsync(device, Pending(("t", "1")), default)).Status);
    }

    [Fact]
    public async Task Device_DeletedMeanwhile_IsGone()
    {
        var device = await CreateAsync();
        await Client.DeleteAsync(DeviceTypes.Devices, "default", "d");

        Assert.Equal(WriteStatus.Gone, (await new DeviceField(Client).WriteAsync(device, Pending(("t", "1")), default)).Status);
    }

    [Fact]
    public async Task Device_AnotherUnderItsName_IsGone()
    {
        var device = await CreateAsync();
        await Client.DeleteAsync(DeviceTypes.Devices, "default", "d");
        await CreateAsync();

        Assert.Equal(WriteStatus.Gone, (await new DeviceField(Client).WriteAsync(device, Pending(("t", "1")), default)).Status);
        Assert.Equal(string.Empty, await TwinsAsync());
    }

    [Theory]
    [InlineData(DeviceStatusPlacement.Device)]
    [InlineData(DeviceStatusPlacement.DeviceStatus)]
    public async Task Write_ValueAgainstTheDefinition_IsRefusedForGood(DeviceStatusPlacement placement)
    {
        var device = await CreateAsync();
        IStatusStore store = placement == DeviceStatusPlacement.Device ? new DeviceField(Client) : new DeviceStatusObject(Client);
        var pending = Pending(("t", "1"));
        pending.Put(new ReportedState("online", "2026-01-02 03:04:05", null));

        Assert.Equal(WriteStatus.Refused, (await store.WriteAsync(device, pending, default)).Status);
        Assert.Equal(WriteStatus.Done, (await store.WriteAsync(device, Pending(("t", "1")), default)).Status);
    }

    [Fact]
    public async Task DeviceStatus_FirstReport_MakesTheObjectOwnedByTheDevice()
    {
        var device = await CreateAsync();
        var store = new DeviceStatusObject(Client);
        Assert.Equal(WriteStatus.Done, (await store.WriteAsync(device, Pending(("t", "1")), default)).Status);
        Assert.Equal(WriteStatus.Done, (await store.WriteAsync(device, Pending(("t", "2"), ("on", "true")), default)).Status);

        var status = (await Client.GetAsync(DeviceTypes.Statuses, "default", "d")).Object;

        Assert.NotNull(status);
        Assert.Equal(device.Uid, (string?)status.ToNode()["metadata"]?["ownerReferences"]?[0]?["uid"]);
        Assert.Equal("on=true t=2", Twins(status));
        Assert.Equal(string.Empty, await TwinsAsync());
    }

    [Fact]
    public async Task DeviceStatus_TwoWriteInTurns_BothChangesAreThere()
    {
        var device = await CreateAsync();
        var (mine, others) = (new DeviceStatusObject(Client), new DeviceStatusObject(Client));
        foreach (var round in new[] { "1", "2", "3" })
        {
            Assert.Equal(WriteStatus.Done, (await mine.WriteAsync(device, Pending(("t", round)), default)).Status);
            Assert.Equal(WriteStatus.Done, (await others.WriteAsync(device, Pending(("on", round)), default)).Status);
        }

        Assert.Equal("on=3 t=3", Twins((await Client.GetAsync(DeviceTypes.Statuses, "default", "d")).Object));
    }

    /// <summary>Another is always quicker.</summary>
    [Fact]
    public async Task DeviceStatus_ConflictAtEveryAttempt_NothingIsConfirmedBeforeItIsWritten()
    {
        await using var api = await FakeApi.StartAsync();
        using var client = new KubeClient(new KubeClientOptions { Server = api.Address });
        var options = new DeviceControllerOptions { StatusPlacement = DeviceStatusPlacement.DeviceStatus };
        using var rig = new ReportRig(new StatusStores(client, Options.Create(options)));
        var attempts = 0;
        api.Fault = (method, _) => method == "POST" && Interlocked.Increment(ref attempts) > 0 ? 409 : null;
        var id = await rig.ReportAsync("t", "1");
        await rig.Clock.WaitForTimerAsync(options.StatusInterval);
        Assert.InRange(Volatile.Read(ref attempts), 2, 10);
        Assert.False(rig.Node.TryNext(out _));

        api.Fault = static (_, _) => null;
        rig.Clock.Advance(options.StatusInterval);
        await rig.ConfirmedAsync(id);
        Assert.Single(api.List("devicestatuses"));
        Assert.False(rig.Node.TryNext(out _));
    }

    [Fact]
    public async Task DeviceStatus_ChangedBeforeEveryPatch_HasFailed()
    {
        await using var api = await FakeApi.StartAsync();
        using var client = new KubeClient(new KubeClientOptions { Server = api.Address });
        var (store, device) = (new DeviceStatusObject(client), TestDevices.Record("d"));
        Assert.Equal(WriteStatus.Done, (await store.WriteAsync(device, Pending(("t", "1")), default)).Status);
        api.Fault = static (method, _) => method == "PATCH" ? 409 : null;

        var result = await store.WriteAsync(device, Pending(("t", "2")), default);

        Assert.Equal((WriteStatus.Failed, 409), (result.Status, result.Error?.Code));
    }

    [Fact]
    public async Task DeviceStatus_LeftOfAFormerDevice_IsReplaced()
    {
        var former = await CreateAsync();
        await new DeviceStatusObject(Client).WriteAsync(former, Pending(("on", "true")), default);
        await Client.DeleteAsync(DeviceTypes.Devices, "default", "d");
        var device = await CreateAsync();

        Assert.Equal(WriteStatus.Done, (await new DeviceStatusObject(Client).WriteAsync(device, Pending(("t", "1")), default)).Status);

        Assert.Equal("t=1", Twins((await Client.GetAsync(DeviceTypes.Statuses, "default", "d")).Object));
    }

    [Fact]
    public async Task DeviceStatus_DeviceGone_IsRemovedWithIt()
    {
        var device = await CreateAsync();
        var store = new DeviceStatusObject(Client);
        await store.WriteAsync(device, Pending(("t", "1")), default);

        await store.RemoveAsync(device, default);

        Assert.Equal(404, (await Client.GetAsync(DeviceTypes.Statuses, "default", "d")).Error?.Code);
    }

    [Theory]
    [InlineData(DeviceStatusPlacement.Auto, true)]
    [InlineData(DeviceStatusPlacement.Device, false)]
    [InlineData(DeviceStatusPlacement.DeviceStatus, true)]
    public async Task Decide_ApiServesDeviceStatuses_TheyAreTakenUnlessTold(DeviceStatusPlacement placement, bool own)
    {
        var stores = new StatusStores(Client, Options.Create(new DeviceControllerOptions { StatusPlacement = placement }));

        Assert.Null(await stores.DecideAsync(default));

        Assert.Equal(own, stores.Make() is DeviceStatusObject);
    }

    [Fact]
    public async Task Decide_ApiAway_IsForLater()
    {
        using var nowhere = new KubeClient(new KubeClientOptions { Server = new Uri("http://127.0.0.1:1") });

        Assert.NotNull(await new StatusStores(nowhere, Options.Create(new DeviceControllerOptions())).DecideAsync(default));
    }

    private async Task<DeviceRecord> CreateAsync()
    {
        var created = await Client.CreateAsync(DeviceTypes.Devices, "default", KubeObject.Parse(Encoding.UTF8.GetBytes(
            """
            {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device","metadata":{"name":"d","namespace":"default"},
             "spec":{"nodeName":"edge-1","deviceModelRef":{"name":"m"},"properties":[{"name":"t"},{"name":"on"}]}}
            """)));
        Assert.True(created.IsSuccess, created.Error?.Message);
        return DeviceRecord.Read(created.Object ?? throw new InvalidOperationException("created nothing"));
    }

    private static PendingStatus Pending(params (string Name, string Value)[] values)
    {
        var pending = new PendingStatus();
        foreach (var (name, value) in values)
        {
            pending.Put(name, new PendingProperty(new ReportedValue(value, 1, "string"), null, IsReset: false));
        }

        return pending;
    }

    private async Task<string> TwinsAsync() => Twins((await Client.GetAsync(DeviceTypes.Devices, "default", "d")).Object);

    private static string Twins(KubeObject? value) => string.Join(' ', (value?.ToNode()["status"]?["twins"] as JsonArray ?? [])
        .Select(static twin => $"{twin?["propertyName"]}={twin?["reported"]?["value"]}").Order(StringComparer.Ordinal));
}
