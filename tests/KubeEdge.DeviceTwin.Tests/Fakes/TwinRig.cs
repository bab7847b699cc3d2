using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Upstream;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>The module as it is registered, over a store on disk. The test is the MQTT side, the link, the cloud and the clock.</summary>
internal sealed class TwinRig : IAsyncDisposable
{
    public const string Node = "edge-node-1";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("kubeedge-test-").FullName;
    private readonly Action<DeviceTwinOptions>? _configure;
    private readonly Action<IServiceCollection>? _services;
    private readonly FakeLinkState _link = new();
    private FakeEventBus _mqtt = new();
    private IHost _host;

    private TwinRig(Action<DeviceTwinOptions>? configure, Action<IServiceCollection>? services)
    {
        (_configure, _services) = (configure, services);
        _host = Build();
    }

    public ManualTimeProvider Clock { get; } = new();

    public bool IsLinked { get; private set; }

    public IMetaStore Store => Get<IMetaStore>();

    public IDeviceTwins Twins => Get<IDeviceTwins>();

    public static async Task<TwinRig> StartAsync(Action<DeviceTwinOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var rig = new TwinRig(configure, services);
        await rig._host.StartAsync().WaitAsync(_patience);
        await rig.Get<DeviceTable>().Loaded.WaitAsync(_patience);
        return rig;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Ends the process, as far as one test process can, and starts it again over the same store.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _mqtt = new FakeEventBus();
        _host = Build();
        await _host.StartAsync().WaitAsync(_patience);
        await Get<DeviceTable>().Loaded.WaitAsync(_patience);
    }

    public void Connect(WireGeneration wire = WireGeneration.Release115)
    {
        IsLinked = true;
        _link.Connect(wire);
    }

    public void Disconnect()
    {
        IsLinked = false;
        _link.Disconnect();
    }

    /// <summary>What an MQTT client publishes; ends when it is answered.</summary>
    public Task<Message> MqttAsync(string topic, string payload) => MqttAsync(topic, Encoding.UTF8.GetBytes(payload));

    public Task<Message> MqttAsync(string topic, ReadOnlyMemory<byte> payload) => SendAsync(FromMqtt(topic, payload));

    public Message FromMqtt(string topic, ReadOnlyMemory<byte> payload)
    {
        var resource = Convert.ToBase64String(Encoding.UTF8.GetBytes(topic)).Replace('+', '-').Replace('/', '_');
        return New(new MessageRoute(GroupNames.Bus, GroupNames.User, resource, Operations.Response), MessageContent.Bytes(payload));
    }

    public Task<Message> UpdateAsync(string device, string twins) =>
        MqttAsync($"$hw/events/device/{device}/twin/update", $$"""{"event_id":"e","timestamp":1,"twin":{{twins}}}""");

    /// <summary>What the cloud sends; ends when it is handled.</summary>
    public Task<Message> CloudAsync(string resource, string operation, string payload) =>
        SendAsync(FromCloud(resource, operation, payload));

    public Message FromCloud(string resource, string operation, string payload) => New(
        new MessageRoute(ModuleNames.DeviceController, GroupNames.Twin, resource, operation),
        MessageContent.Json(Encoding.UTF8.GetBytes(payload)));

    public Task<Message> AddAsync(string device) => SendAsync(Membership("added_devices", device));

    public Task<Message> RemoveAsync(string device) => SendAsync(Membership("removed_devices", device));

    /// <summary>The cloud's message that names one device under one member.</summary>
    public Message Membership(string member, string device) => FromCloud(
        "membership", "update", $$"""{"event_id":"m","timestamp":1,"{{member}}":[{"id":"{{device}}","name":"{{device}}"}]}""");

    /// <summary>Handles messages in one turn, as those that waited together are. The module itself has nothing to do meanwhile.</summary>
    public async Task TurnAsync(params Message[] messages) => await Get<TurnRunner>().RunAsync(
        Get<IMessageBus>(), [.. messages.Select(RequestReader.Read)], CancellationToken.None);

    public async Task<Message> SendAsync(Message message)
    {
        var answer = await Get<IMessageBus>().RequestAsync(ModuleNames.DeviceTwin, message, _patience);
        return answer.Reply ?? throw new InvalidOperationException($"no answer: {answer.Status}");
    }

    /// <summary>Lets the module handle one more message, which says nothing.</summary>
    public Task PassAsync() => SendAsync(New(new MessageRoute("test", null, "fence", "fence"), MessageContent.Null));

    public Message New(in MessageRoute route, in MessageContent content) => Get<MessageFactory>().New(route, content);

    /// <summary>What MQTT clients were told since the last call.</summary>
    public async Task<List<Published>> PublishedAsync()
    {
        var fence = New(new MessageRoute("test", null, "fence", "fence"), MessageContent.Null);
        var answer = await Get<IMessageBus>().RequestAsync(ModuleNames.EventBus, fence, _patience);
        Assert.Equal(SendStatus.Sent, answer.Status);
        return _mqtt.Take();
    }

    /// <summary>What would leave for the cloud now.</summary>
    public List<Message> Upstream()
    {
        var messages = new List<Message>();
        var upstream = Get<TwinUpstream>();
        while (upstream.TryTake(out var message, out var backlog, out _))
        {
            messages.Add(message);
            upstream.Settle(backlog, message, UpstreamOutcome.Written);
        }

        return messages;
    }

    /// <summary>The cloud confirms a message.</summary>
    public Task ConfirmAsync(Message message) => SendAsync(Confirmation(message));

    /// <summary>What the cloud confirms a message with.</summary>
    public static Message Confirmation(Message message) => new(
        new MessageHeader(MessageId.New(), message.Header.Id, 0),
        new MessageRoute(ModuleNames.DeviceController, GroupNames.Twin, "twin", Operations.Response),
        MessageContent.Text("OK"));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
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
        builder.Services.AddSingleton<IEdgeLinkState>(_link);
        builder.Services.AddLogging();
        _services?.Invoke(builder.Services);
        builder.Services.AddMetaStore(options => options.Path = Path.Combine(_folder, "edge.db"));
        builder.Services.Configure<EdgeHubOptions>(options => options.NodeName = Node);
        builder.Services.AddSingleton<KubeEdge.Beehive.Modules.Module>(_mqtt);
        builder.Services.AddDeviceTwin(_configure);
        return builder.Build();
    }
}
