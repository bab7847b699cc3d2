using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>An edge as it runs: host, bus, hub, MetaManager, a store on disk. The test is the cloud.</summary>
internal sealed class EdgeRig : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHost _host;

    private EdgeRig(
        string folder, GatedStore store, ManualTimeProvider clock, Action<MetaManagerOptions>? configure, Action<IServiceCollection>? more)
    {
        _folder = folder;
        Store = store;
        Clock = clock;
        Dialer = new MemoryDialer(Clock);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<ILinkDialer>(Dialer);
        builder.Services.AddSingleton<IMetaStore>(store);
        builder.Services.AddLogging();
        builder.Services.AddMetrics();
        builder.Services.AddEdgeHub(options =>
        {
            options.NodeName = "edge-1";
            options.Server = new Uri("wss://127.0.0.1:10000");
        });
        builder.Services.AddMetaManager(configure);
        more?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public IMessageBus Bus => _host.Services.GetRequiredService<IMessageBus>();

    public MessageFactory Messages => _host.Services.GetRequiredService<MessageFactory>();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public ManualTimeProvider Clock { get; }

    public MemoryDialer Dialer { get; }

    public GatedStore Store { get; }

    public MemoryLink Link { get; private set; } = null!;

    public static async Task<EdgeRig> StartAsync(Action<MetaManagerOptions>? configure = null, params string[] features)
    {
        var rig = await MakeAsync(NewFolder(), configure);
        rig.Dialer.Features.UnionWith(features);
        await rig._host.StartAsync();
        await rig.TakeLinkAsync();
        return rig;
    }

    /// <summary>Starts with something beside it in its container.</summary>
    public static async Task<EdgeRig> StartWithAsync(Action<IServiceCollection> more)
    {
        var rig = await MakeAsync(NewFolder(), null, more: more);
        await rig._host.StartAsync();
        await rig.TakeLinkAsync();
        return rig;
    }

    /// <summary>Starts from what another edge left on its disk.</summary>
    /// <param name="folder">From <see cref="KilledHere"/>.</param>
    /// <param name="online">Whether there is a cloud; without one <see cref="Link"/> is not there.</param>
    /// <param name="now">What its clock says.</param>
    public static async Task<EdgeRig> RestartAsync(string folder, bool online, DateTimeOffset now)
    {
        var rig = await MakeAsync(folder, null, now);
        rig.Dialer.Refuse = !online;
        await rig._host.StartAsync();
        if (online)
        {
            await rig.TakeLinkAsync();
        }

        return rig;
    }

    /// <summary>The disk as the edge would leave it if it were killed now: a copy, in a folder of its own.</summary>
    public string KilledHere()
    {
        var copy = NewFolder();
        foreach (var file in Directory.GetFiles(_folder))
        {
            // The lock ends with its process, and the index of the log is made anew.
            if (!file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }
        }

        return copy;
    }

    /// <summary>Cuts the link and waits for the next.</summary>
    public async Task ReconnectAsync()
    {
        Link.Cut();

        // Whatever of the old link waits for time gets it; the new one must not see any of it.
        while (!Dialer.HasLink)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Link.DisposeAsync();
        await TakeLinkAsync();
    }

    public async Task<Message> PushAsync(Message message)
    {
        Assert.Equal(SendStatus.Sent, await Link.Cloud.SendAsync(message).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        return message;
    }

    public async Task<Message> PushAsync(string operation, string resource, string content) =>
        await PushAsync(Fakes.Messages.Push(operation, resource, content));

    /// <summary>The next message from the edge that is no heartbeat.</summary>
    public async Task<Message> AnswerAsync()
    {
        while (true)
        {
            var message = await Link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            if (message.Route.Operation != Operations.Keepalive)
            {
                return message;
            }
        }
    }

    /// <summary>Asks MetaManager as a module of the node does.</summary>
    public Task<Message> AskAsync(string operation, string resource, string? content = null) => AskAsync(
        Messages.New(
            new MessageRoute("edged", "meta", resource, operation),
            content is null ? MessageContent.Null : MessageContent.Json(System.Text.Encoding.UTF8.GetBytes(content))));

    public async Task<Message> AskAsync(Message request)
    {
        var reply = await Bus.RequestAsync("metamanager", request, TimeSpan.FromHours(1)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(SendStatus.Sent, reply.Status);
        Assert.Equal(request.Header.Id, reply.Reply!.Header.ParentId);
        return reply.Reply;
    }

    /// <summary>Answers a request of the edge as the cloud does.</summary>
    public async Task<Message> RespondAsync(Message request, string content)
    {
        var answer = new MessageFactory(Clock).Reply(request, MessageContent.Json(System.Text.Encoding.UTF8.GetBytes(content)));
        return await PushAsync(answer.WithRoute(answer.Route with { Source = "edgecontroller", Group = "resource" }));
    }

    /// <summary>Cuts the link for good and waits until the edge knows.</summary>
    public async Task GoOfflineAsync()
    {
        Dialer.Refuse = true;
        Link.Cut();
        await WaitForLinkAsync(isConnected: false);
    }

    /// <summary>Moves the clock until something holds.</summary>
    public async Task PassTimeUntilAsync(Func<bool> done, TimeSpan step)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!done())
        {
            limit.Token.ThrowIfCancellationRequested();
            Clock.Advance(step);
            await Task.Yield();
        }
    }

    /// <summary>Whether the edge has sent anything but heartbeats that was not read.</summary>
    public bool HasAnswer()
    {
        while (Link.Cloud.Inbound.TryRead(out var message))
        {
            if (message.Route.Operation != Operations.Keepalive)
            {
                return true;
            }
        }

        return false;
    }

    public async Task<StoredObject?> GetAsync(string resource, string name, string? ns = "default", string group = "") =>
        await Store.GetAsync(new ResourceKey(group, resource, ns, name)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        Store.Release();
        await _host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        _host.Dispose();
        await (Link?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Dialed is not connected: what is asked before the hub has opened its sources is answered as without a link.
    private async Task TakeLinkAsync()
    {
        Link = await Dialer.NextAsync();
        await WaitForLinkAsync(isConnected: true);
    }

    private async Task WaitForLinkAsync(bool isConnected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var status in Service<IEdgeLinkState>().WatchAsync(limit.Token))
        {
            if (status.IsConnected == isConnected && (!isConnected || ReferenceEquals(status.Peer, Link.Edge.Peer)))
            {
                return;
            }
        }
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("kubeedge-test-").FullName;

    private static async Task<EdgeRig> MakeAsync(
        string folder, Action<MetaManagerOptions>? configure, DateTimeOffset? now = null, Action<IServiceCollection>? more = null)
    {
        var clock = now is { } start ? new ManualTimeProvider(start) : new ManualTimeProvider();
        var store = await MetaStoreFile.OpenAsync(new MetaStoreOptions { Path = Path.Combine(folder, "edge.db") }, timeProvider: clock);
        return new EdgeRig(folder, new GatedStore(store), clock, configure, more);
    }
}
