using System.Text;
using System.Text.Json;
using Google.Protobuf;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin;
using KubeEdge.Dmi.Mappers;
using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.EdgeHub;
using KubeEdge.Grpc;
using KubeEdge.MetaStore;
using KubeEdge.Shared.Dmi;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Dmi.Tests.Fakes;

/// <summary>An edge with twins, a store on disk and the socket for mappers. The test is the mappers, the cloud and the clock.</summary>
internal sealed class DmiRig : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    // Short, because a socket's path must be.
    private readonly string _folder = Directory.CreateTempSubdirectory("kedmi-").FullName;
    private readonly Action<DmiOptions>? _configure;
    private readonly Action<IServiceCollection>? _services;
    private readonly Action<IServiceCollection>? _mqtt;
    private IHost _host;
    private ulong _version;

    private DmiRig(Action<DmiOptions>? configure, Action<IServiceCollection>? services, Action<IServiceCollection>? mqtt)
    {
        (_configure, _services, _mqtt) = (configure, services, mqtt);
        _host = Build();
        Channel = Connect();
    }

    public ManualTimeProvider Clock { get; } = new();

    public MqttSide Mqtt { get; private set; } = new();

    /// <summary>A mapper's way to the edge.</summary>
    public GrpcChannel Channel { get; }

    public string Socket => Path.Combine(_folder, "dmi.sock");

    public IDmiState State => Get<IDmiState>();

    public Catalog Catalog => Get<Catalog>();

    /// <summary>Starts it.</summary>
    /// <param name="configure">What is not as it is by default.</param>
    /// <param name="waits">Whether to wait until mappers can reach it.</param>
    /// <param name="services">What there is besides.</param>
    /// <param name="mqtt">The MQTT side; <see cref="MqttSide"/> by default.</param>
    public static async Task<DmiRig> StartAsync(
        Action<DmiOptions>? configure = null,
        bool waits = true,
        Action<IServiceCollection>? services = null,
        Action<IServiceCollection>? mqtt = null)
    {
        var rig = new DmiRig(configure, services, mqtt);
        await rig.StartHostAsync(waits);
        return rig;
    }

    /// <summary>Stops the edge and starts it again over the same store.</summary>
    public async Task RestartAsync(Func<Task>? meanwhile = null)
    {
        await StopAsync();
        if (meanwhile is not null)
        {
            await meanwhile();
        }

        Mqtt = new MqttSide();
        _host = Build();
        await StartHostAsync();
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Where a mapper of this name listens.</summary>
    public string SocketOf(string mapper) => Path.Combine(_folder, mapper + ".sock");

    public Task<TestMapper> StartMapperAsync(string name = "m") => TestMapper.StartAsync(SocketOf(name));

    public async Task<GrpcResult<MapperRegisterResponse>> RegisterAsync(
        string socket, bool withData = true, string protocol = "modbus", string name = "m1")
    {
        var mapper = new MapperInfo { Name = name, Protocol = protocol, Address = ByteString.CopyFromUtf8(socket) };
        return await Channel.CallAsync(DmiMethods.MapperRegister, new() { WithData = withData, Mapper = mapper }, _patience);
    }

    public async Task<GrpcResult<ReportDeviceStatusResponse>> ReportAsync(string device, params Twin[] twins)
    {
        var request = new ReportDeviceStatusRequest { DeviceName = device, DeviceNamespace = "default", ReportedDevice = new() };
        request.ReportedDevice.Twins.Add(twins);
        return await Channel.CallAsync(DmiMethods.ReportDeviceStatus, request, _patience);
    }

    /// <summary>An object comes from the cloud; ends when it was seen.</summary>
    public async Task PutAsync(DmiKind kind, string name, string json)
    {
        var batch = new StoreBatch();
        var key = new DmiKey(kind, "default", name);
        batch.Put(ObjectNames.KeyOf(key), name, ++_version, Encoding.UTF8.GetBytes(json));
        await Get<IMetaStore>().CommitAsync(batch, Durability.Normal);
        using var document = JsonDocument.Parse(json);
        var protocol = ObjectReader.ProtocolOf(document.RootElement);
        await UntilAsync(() => kind == DmiKind.Model ? Catalog.IsModelOf(protocol, key) : Catalog.FindDevice(key) is not null);
    }

    public async Task DeleteAsync(DmiKind kind, string name)
    {
        var batch = new StoreBatch();
        batch.Delete(ObjectNames.KeyOf(new DmiKey(kind, "default", name)));
        await Get<IMetaStore>().CommitAsync(batch, Durability.Normal);
    }

    public Task PutModelAsync(string name = "model", string protocol = "modbus", string unit = "C") => PutAsync(
        DmiKind.Model,
        name,
        $$"""
        {"kind":"DeviceModel","apiVersion":"devices.kubeedge.io/v1beta1","metadata":{"name":"{{name}}","namespace":"default"},
        "spec":{"protocol":"{{protocol}}","properties":[{"name":"temp","type":"INT","unit":"{{unit}}"}] } }
        """);

    public Task PutDeviceAsync(
        string name, string desired = "20", string model = "model", string protocol = "modbus", string status = "{}") =>
        PutAsync(DmiKind.Device, name, DeviceJson(name, desired, model, protocol, status));

    /// <summary>So many devices at once.</summary>
    public async Task PutDevicesAsync(int count)
    {
        var batch = new StoreBatch();
        for (var i = 0; i < count; i++)
        {
            var (name, json) = ($"device-{i}", DeviceJson($"device-{i}", "20", "model", "modbus", "{}"));
            batch.Put(ObjectNames.KeyOf(new DmiKey(DmiKind.Device, "default", name)), name, ++_version, Encoding.UTF8.GetBytes(json));
        }

        await Get<IMetaStore>().CommitAsync(batch, Durability.Normal);
        await UntilAsync(() => Catalog.DevicesOf("modbus").Length >= count);
    }

    /// <summary>Waits until something has happened that nothing else tells.</summary>
    public static async Task UntilAsync(Func<bool> isThere)
    {
        using var limit = new CancellationTokenSource(_patience);
        while (!isThere())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Ends when the twins know a device, and have said all that they had to say.</summary>
    public async Task TwinsKnowAsync(string device)
    {
        while ((await Get<IDeviceTwins>().ListAsync()).All(state => state.Id.Name != device))
        {
            await PassAsync();
        }

        await PassAsync();
    }

    /// <summary>Lets twins and MQTT side handle what they were sent.</summary>
    public async Task PassAsync()
    {
        foreach (var module in new[] { ModuleNames.DeviceTwin, ModuleNames.EventBus })
        {
            var fence = Get<MessageFactory>().New(new MessageRoute("test", null, "fence", "fence"), MessageContent.Null);
            var answer = await Get<IMessageBus>().RequestAsync(module, fence, _patience);
            Assert.Equal(SendStatus.Sent, answer.Status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A further way to the edge.</summary>
    public GrpcChannel Connect() => new(new Uri($"unix://{Socket}"));

    private string DeviceJson(string name, string desired, string model, string protocol, string status) =>
        $$"""
        {"kind":"Device","apiVersion":"devices.kubeedge.io/v1beta1",
        "metadata":{"name":"{{name}}","namespace":"default","resourceVersion":"{{_version + 1}}"},
        "spec":{"deviceModelRef":{"name":"{{model}}"},"protocol":{"protocolName":"{{protocol}}"},
        "properties":[{"name":"temp","desired":{"value":"{{desired}}"} }]},"status":{{status}} }
        """;

    private async Task StartHostAsync(bool waits = true)
    {
        await _host.StartAsync().WaitAsync(_patience);
        await UntilAsync(() => !waits || State.Socket is not null);
    }

    private async Task StopAsync()
    {
        await _host.StopAsync().WaitAsync(_patience);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddLogging();
        _services?.Invoke(builder.Services);
        builder.Services.AddMetaStore(options => options.Path = Path.Combine(_folder, "edge.db"));
        builder.Services.Configure<EdgeHubOptions>(options => options.NodeName = "edge-1");
        if (_mqtt is null)
        {
            builder.Services.AddSingleton<KubeEdge.Beehive.Modules.Module>(Mqtt);
        }

        _mqtt?.Invoke(builder.Services);
        builder.Services.AddDeviceTwin();
        builder.Services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<SessionTools>(provider, new NoChance()));
        builder.Services.AddDmi(options =>
        {
            options.SocketPath = Socket;
            _configure?.Invoke(options);
        });
        return builder.Build();
    }
}
