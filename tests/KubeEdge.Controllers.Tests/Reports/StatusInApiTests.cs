using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Reports;
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
