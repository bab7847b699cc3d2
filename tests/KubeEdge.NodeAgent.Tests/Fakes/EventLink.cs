using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.NodeAgent.Pods;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.NodeAgent.Tests.Fakes;

/// <summary>A real hub that drains the agent's events onto a link in memory.</summary>
internal sealed class EventLink : ILinkDialer, IAsyncDisposable
{
    private readonly AgentRig _rig;
    private readonly IHost _host;
    private readonly MemoryLink _link = MemoryLink.CreatePair(new LinkPeer { NodeId = "edge-1" }, new LinkPeer { NodeId = "edge-1" });

    private EventLink(AgentRig rig)
    {
        _rig = rig;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<ILinkDialer>(this);
        builder.Services.AddSingleton<IUpstreamSource>(rig.Get<PodEvents>());
        builder.Services.AddEdgeHub(options =>
        {
            options.NodeName = "edge-1";
            options.Server = new Uri("wss://127.0.0.1:10000");
        });
        _host = builder.Build();
    }

    public static async Task<EventLink> StartAsync(AgentRig rig)
    {
        var link = new EventLink(rig);
        await link._host.StartAsync();
        return link;
    }

    public Task<DialResult> DialAsync(CancellationToken cancellationToken = default) => Task.FromResult(new DialResult(_link.Edge));

    /// <summary>The next event. The agent's clock moves, because an event that found no link yet is tried again after a pause.</summary>
    public async Task<Message> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            while (_link.Cloud.Inbound.TryRead(out var message))
            {
                if (message.Route.Operation != Operations.Keepalive)
                {
                    return message;
                }
            }

            limit.Token.ThrowIfCancellationRequested();
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _link.DisposeAsync();
    }
}
