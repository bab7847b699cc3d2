using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Uploads;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>An edge as it runs: host, bus, hub, a store on disk. The test is brokers, twins and cloud.</summary>
internal sealed class BusRig : IAsyncDisposable
{
    // No other timer here is ever due in exactly this time.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1234);

    private readonly DirectoryInfo? _own;
    private readonly IHost _host;

    private BusRig(
        string? folder,
        FakeBroker? broker,
        Action<EventBusOptions>? configure,
        IReadOnlySet<string>? features,
        bool twins,
        Action<IServiceCollection>? services)
    {
        Folder = folder ?? (_own = Directory.CreateTempSubdirectory("kubeedge-eventbus-")).FullName;
        Broker = broker ?? new FakeBroker("external");
        Network = new MemoryNetwork(features, null, Clock);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddMetaStore(store => store.Path = Path.Combine(Folder, "edge.db"));
        builder.Services.AddEdgeHub(hub =>
        {
            hub.NodeName = "edge-1";
            hub.Server = new Uri("wss://127.0.0.1:10000");
            hub.Reconnect.MinimumDelay = hub.Reconnect.MaximumDelay = _pause;
        });
        builder.Services.AddSingleton<ILinkDialer>(_ => Network.CreateDialer("edge-1", features));
        builder.Services.AddSingleton<IBrokerSource>(Broker);
        builder.Services.AddEventBus(configure);
        if (twins)
        {
            builder.Services.AddSingleton<Module>(Twin);
        }

        services?.Invoke(builder.Services);

        _host = builder.Build();
    }

    public string Folder { get; }

    public ManualTimeProvider Clock { get; } = new();

    public FakeBroker Broker { get; }

    public FakeTwin Twin { get; } = new();

    public MemoryNetwork Network { get; }

    public IMessageBus Bus => Get<IMessageBus>();

    public FakeClient Devices { get; private set; } = null!;

    public FakeClient Data { get; private set; } = null!;

    public IDurableQueue Waiting => Get<UploadQueue>().Waiting;

    public IDurableQueue Dead => Get<UploadQueue>().Dead;

    public static async Task<BusRig> StartAsync(
        Action<EventBusOptions>? configure = null,
        string? folder = null,
        FakeBroker? broker = null,
        bool online = false,
        IReadOnlySet<string>? features = null,
        bool twins = true,
        Action<IServiceCollection>? services = null)
    {
        var rig = new BusRig(folder, broker, configure, features, twins, services);
        if (!online)
        {
            rig.Network.Cut();
        }

        await rig._host.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
        rig.Devices = await rig.Broker.DevicesAsync();
        rig.Data = await rig.Broker.DataAsync();
        return rig;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>The cloud's end of the next link.</summary>
    public async Task<MemoryLink> LinkAsync() => await Network.AcceptAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Cuts the link, and lets the time go by until the edge dials again.</summary>
    public async Task CutAsync()
    {
        Network.Cut();
        Network.Restore();
        await Clock.WaitForTimerAsync(_pause);
        Clock.Advance(_pause);
    }

    /// <summary>The next message from the edge that is no heartbeat.</summary>
    public static async Task<Message> NextAsync(MemoryLink link)
    {
        // One limit for all, since heartbeats go on when nothing else comes.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var message = await link.Cloud.Inbound.ReadAsync(limit.Token);
            if (message.Route.Operation != Operations.Keepalive)
            {
                return message;
            }
        }
    }

    /// <summary>Asks the module as the cloud or another module does, and waits until it is done with it.</summary>
    public async Task<Message> AskAsync(string operation, string resource, MessageContent content, string source = "router_eventbus")
    {
        var request = Get<MessageFactory>().New(new MessageRoute(source, "user", resource, operation), content);
        var reply = await Bus.RequestAsync("eventbus", request, TimeSpan.FromHours(1)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(SendStatus.Sent, reply.Status);
        return reply.Reply!;
    }

    /// <summary>Waits until so many messages are stored for the cloud.</summary>
    public async Task StoredAsync(int messages)
    {
        var count = 0;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var _ in Waiting.ReadAllAsync(limit.Token))
        {
            if (++count == messages)
            {
                return;
            }
        }
    }

    /// <summary>Waits until nothing is stored for the cloud any more.</summary>
    public async Task RemovedAsync()
    {
        while (true)
        {
            var removed = Get<UploadQueue>().Removed.Next;
            if (Waiting.Count == 0)
            {
                return;
            }

            await removed.WaitAsync(TimeSpan.FromSeconds(30));
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

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
