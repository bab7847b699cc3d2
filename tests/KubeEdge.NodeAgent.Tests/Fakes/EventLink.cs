using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.NodeAgent.Pods;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.NodeAgent.Tests.Fakes;

/// <summary>A real hub that drains the agent's events onto a link in memory.</summary>
internal sealed class EventLink : ILinkDialer, IUpstreamSource, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly PodEvents _events;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemoryLink _link = MemoryLink.CreatePair(new LinkPeer { NodeId = "edge-1" }, new LinkPeer { NodeId = "edge-1" });

    private EventLink(AgentRig rig)
    {
        _events = rig.Get<PodEvents>();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<ILinkDialer>(this);
        builder.Services.AddSingleton<IUpstreamSource>(this);
        builder.Services.AddEdgeHub(options =>
        {
            options.NodeName = "edge-1";
            options.Server = new Uri("wss://127.0.0.1:10000");
        });
        _host = builder.Build();
    }

    public string Name => _events.Name;

    public UpstreamClass Class => _events.Class;

    /// <summary>Starts the hub and waits until events can leave: one that found no link would be tried again, and its patch with it.</summary>
    public static async Task<EventLink> StartAsync(AgentRig rig)
    {
        var link = new EventLink(rig);
        await link._host.StartAsync();
        await link._opened.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return link;
    }

    public IUpstreamReader Open(UpstreamLink link)
    {
        var reader = _events.Open(link);
        _opened.TrySetResult();
        return reader;
    }

    public Task<DialResult> DialAsync(CancellationToken cancellationToken = default) => Task.FromResult(new DialResult(_link.Edge));

    /// <summary>The next event.</summary>
    public async Task<Message> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var message = await _link.Cloud.Inbound.ReadAsync(limit.Token);
            if (message.Route.Operation != Operations.Keepalive)
            {
                return message;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _link.DisposeAsync();
    }
}
