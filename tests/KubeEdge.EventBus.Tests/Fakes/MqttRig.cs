using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.EventBus.Tests.Peers;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>An edge with real brokers on real time. The test is twins and cloud.</summary>
internal sealed class MqttRig : IAsyncDisposable
{
    private readonly DirectoryInfo? _own;
    private readonly IHost _host;

    private MqttRig(Action<EventBusOptions> configure, string? folder)
    {
        Folder = folder ?? (_own = Directory.CreateTempSubdirectory("kubeedge-mqtt-")).FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddMetaStore(store => store.Path = Path.Combine(Folder, "edge.db"));
        builder.Services.AddEdgeHub(hub =>
        {
            hub.NodeName = "edge-1";
            hub.Server = new Uri("wss://127.0.0.1:10000");
        });
        builder.Services.AddSingleton<ILinkDialer>(_ => Network.CreateDialer("edge-1"));
        builder.Services.AddEventBus(configure);
        builder.Services.AddSingleton<Module>(Twin);
        _host = builder.Build();
    }

    public string Folder { get; }

    public FakeTwin Twin { get; } = new();

    public MemoryNetwork Network { get; } = new();

    public IEventBusState State => _host.Services.GetRequiredService<IEventBusState>();

    /// <summary>Starts with the broker inside the process.</summary>
    public static async Task<MqttRig> StartInternalAsync(
        string? folder = null, bool online = true, Action<EventBusOptions>? configure = null)
    {
        var rig = new MqttRig(
            bus =>
            {
                bus.Internal.Server = new Uri("tcp://127.0.0.1:0");
                configure?.Invoke(bus);
            },
            folder);
        await rig.StartAsync(online);
        return rig;
    }

    /// <summary>Starts with a broker beside the process.</summary>
    public static async Task<MqttRig> StartExternalAsync(Uri server, Action<EventBusOptions>? configure = null, bool online = true)
    {
        var rig = new MqttRig(
            bus =>
            {
                bus.Mode = EventBusMode.External;
                bus.External.Server = server;
                configure?.Invoke(bus);
            },
            null);
        await rig.StartAsync(online);
        return rig;
    }

    /// <summary>Starts with a broker inside the process and one beside it.</summary>
    public static async Task<MqttRig> StartBothAsync(Uri beside)
    {
        var rig = new MqttRig(
            bus =>
            {
                bus.Mode = EventBusMode.Both;
                bus.Internal.Server = new Uri("tcp://127.0.0.1:0");
                bus.External.Server = beside;
            },
            null);
        await rig.StartAsync(online: true);
        return rig;
    }

    /// <summary>Clients at the broker inside the process.</summary>
    public MosquittoClients Clients() => new(State.Brokers[0].Server.Port);

    /// <summary>The cloud's end of the next link.</summary>
    public async Task<MemoryLink> LinkAsync() => await Network.AcceptAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Publishes as twins or the cloud do.</summary>
    public async Task PublishAsync(string topic, string text, string source = "twin")
    {
        var messages = _host.Services.GetRequiredService<MessageFactory>();
        var message = messages.New(new MessageRoute(source, "bus", topic, "publish"), MessageContent.Bytes(BusRig.Utf8(text)));
        var bus = _host.Services.GetRequiredService<IMessageBus>();
        Assert.Equal(SendStatus.Sent, await bus.SendAsync("eventbus", message).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Asks as the cloud does, and waits until it is done.</summary>
    public async Task AskAsync(string operation, string topic)
    {
        var messages = _host.Services.GetRequiredService<MessageFactory>();
        var request = messages.New(new MessageRoute("router_eventbus", "user", topic, operation), MessageContent.Null);
        var bus = _host.Services.GetRequiredService<IMessageBus>();
        var answer = await bus.RequestAsync("eventbus", request, TimeSpan.FromSeconds(30)).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("response", answer.Reply?.Route.Operation);
    }

    /// <summary>Waits until nothing is kept for the cloud any more.</summary>
    public async Task UploadedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (State.Uploads.Messages > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Waits until the brokers stand as wanted.</summary>
    public async Task UntilAsync(Predicate<IReadOnlyList<BrokerStatus>> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!wanted(State.Brokers))
        {
            Assert.False(limit.IsCancellationRequested, string.Join("; ", State.Brokers));
            await Task.Yield();
        }
    }

    /// <summary>The disk as the edge would leave it if it were killed now: a copy, in a folder of its own.</summary>
    public string KilledHere() => KilledDisk.CopyOf(Folder);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await ((IAsyncDisposable)_host).DisposeAsync();
        _own?.Delete(recursive: true);
    }

    private async Task StartAsync(bool online)
    {
        if (!online)
        {
            Network.Cut();
        }

        await _host.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await UntilAsync(static brokers => brokers.All(static broker => broker.IsConnected));
    }
}
