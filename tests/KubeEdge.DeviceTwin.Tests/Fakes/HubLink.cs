using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>A real hub beside the module, dialling links in memory whose other end the test holds.</summary>
/// <param name="options">For both ends of each link; the defaults when null.</param>
internal sealed class HubLink(LinkOptions? options = null) : ILinkDialer
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Channel<MemoryLink> _dialled = Channel.CreateUnbounded<MemoryLink>();

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ILinkDialer>(this);
        services.AddEdgeHub(hub =>
        {
            hub.NodeName = TwinRig.Node;
            hub.Server = new Uri("wss://127.0.0.1:10000");
            hub.Reconnect.MinimumDelay = hub.Reconnect.MaximumDelay = TimeSpan.FromSeconds(1);
        });
    }

    public Task<DialResult> DialAsync(CancellationToken cancellationToken = default)
    {
        var peer = new LinkPeer { NodeId = TwinRig.Node };
        var link = MemoryLink.CreatePair(peer, peer, options);
        _dialled.Writer.TryWrite(link);
        return Task.FromResult(new DialResult(link.Edge));
    }

    /// <summary>The next link; its pause before passes at once.</summary>
    public async Task<MemoryLink> NextAsync(ManualTimeProvider clock)
    {
        var next = _dialled.Reader.ReadAsync().AsTask();
        while (!next.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await next.WaitAsync(_patience);
    }

    /// <summary>The next message of the module on a link.</summary>
    public static async Task<Message> ReadAsync(MemoryLink link)
    {
        using var limit = new CancellationTokenSource(_patience);
        while (true)
        {
            var message = await link.Cloud.Inbound.ReadAsync(limit.Token);
            if (message.Route.Source == ModuleNames.DeviceTwin)
            {
                return message;
            }
        }
    }
}
