using System.Text;
using KubeEdge.DeviceTwin;
using KubeEdge.EdgeHub;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Mappers.Tests.Support;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modbus;

namespace KubeEdge.Mappers.Tests.Twins;

/// <summary>From the Device object in the store of a node to a register of a device, and from the register to the twin.</summary>
public sealed class ModbusTwinTests : IAsyncLifetime
{
    private static readonly DeviceId _plc = DeviceId.Parse("default/plc-1");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ket");
    private readonly ModbusSimulator _device = new(0);
    private IHost? _edge;
    private IHost? _mapper;
    private ulong _version;

    public async ValueTask InitializeAsync()
    {
        await _device.StartAsync(CancellationToken.None);
        _mapper = Build(services => services.AddMapper<ModbusDriver>(options =>
        {
            options.Protocol = "modbus";
            options.EdgeSocket = Socket("dmi");
            options.Socket = Socket("modbus");
            options.RetryDelay = TimeSpan.FromMilliseconds(10);
            options.RegisterInterval = TimeSpan.FromSeconds(1);
        }));
        // Before the node: who comes first does not matter.
        await _mapper.StartAsync().WaitAsync(Rig.Patience);
        await StartEdgeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_mapper);
        await StopAsync(_edge);
        await _device.StopAsync(CancellationToken.None).WaitAsync(Rig.Patience);
        _device.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Wish_IsWrittenIntoItsRegister_AndWhatRegistersShowIsReported_AlsoAfterARestartOfTheNode()
    {
        _device.Holding[9] = 213;
        await PutAsync("devicemodels", "plc", Model);
        await PutAsync("devices", "plc-1", Device(42));

        await UntilAsync(() => new(_device.Holding[7] == 42));
        await UntilTwinAsync("target", "42", "42");
        await UntilTwinAsync("level", null, "21.3");

        await PutAsync("devices", "plc-1", Device(50));
        await UntilAsync(() => new(_device.Holding[7] == 50));
        await UntilTwinAsync("target", "50", "50");

        await StopAsync(_edge);
        _device.Holding[9] = 99;
        await StartEdgeAsync();
        await UntilTwinAsync("level", null, "9.9");
        await PutAsync("devices", "plc-1", Device(51));
        await UntilTwinAsync("target", "51", "51");
        Assert.Equal(51, _device.Holding[7]);
    }

    private const string Model = """
        {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"DeviceModel","metadata":{"name":"plc","namespace":"default"},
        "spec":{"protocol":"modbus","properties":[
        {"name":"target","type":"INT","accessMode":"ReadWrite"},{"name":"level","type":"FLOAT","accessMode":"ReadOnly"}]}}
        """;

    private static async Task UntilAsync(Func<ValueTask<bool>> isThere)
    {
        using var limit = new CancellationTokenSource(Rig.Patience);
        while (!await isThere())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task StopAsync(IHost? host)
    {
        if (host is not null)
        {
            await host.StopAsync().WaitAsync(Rig.Patience);
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        configure(builder.Services);
        return builder.Build();
    }

    private Task StartEdgeAsync()
    {
        _edge = Build(services => services
            .AddMetaStore(options => options.Path = Path.Combine(_folder.FullName, "edge.db"))
            .Configure<EdgeHubOptions>(options => options.NodeName = "edge-1")
            .AddDeviceTwin()
            .AddDmi(options => options.SocketPath = Socket("dmi")));
        return _edge.StartAsync().WaitAsync(Rig.Patience);
    }

    private string Socket(string name) => Path.Combine(_folder.FullName, name + ".sock");

    private T Get<T>()
        where T : notnull => (_edge ?? throw new InvalidOperationException("The node does not run.")).Services.GetRequiredService<T>();

    private Task UntilTwinAsync(string name, string? desired, string reported) => UntilAsync(async () =>
        await Get<IDeviceTwins>().GetAsync(_plc) is { } state
        && state.Twins.TryGetValue(name, out var twin)
        && twin.Reported == reported
        && (desired is null || twin.Desired == desired));

    // As a cloud does it, in the place of MetaManager.
    private async Task PutAsync(string plural, string name, string json)
    {
        var batch = new StoreBatch();
        batch.Put(new ResourceKey("devices.kubeedge.io", plural, "default", name), name, ++_version, Encoding.UTF8.GetBytes(json));
        await Get<IMetaStore>().CommitAsync(batch, Durability.Normal);
    }

    private string Device(int target) =>
        $$"""
        {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device",
        "metadata":{"name":"plc-1","namespace":"default","resourceVersion":"{{_version + 1}}"},
        "spec":{"deviceModelRef":{"name":"plc"},
        "protocol":{"protocolName":"modbus","configData":{"ip":"127.0.0.1","port":{{_device.Port}} } },
        "properties":[
        {"name":"target","desired":{"value":"{{target}}"},"collectCycle":20,"reportToCloud":true,
        "visitors":{"protocolName":"modbus","configData":{"register":"HoldingRegister","offset":7} } },
        {"name":"level","collectCycle":20,"reportToCloud":true,
        "visitors":{"protocolName":"modbus","configData":{"register":"HoldingRegister","offset":9,"scale":0.1} } }]},"status":{} }
        """;
}
