using System.Net.WebSockets;
using BenchmarkDotNet.Attributes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.Benchmarks.Link;

/// <summary>What the link benchmarks share: one server, a plain WebSocket pair as the floor, a pair of links, TLS under both.</summary>
public abstract class LinkBenchmark
{
    private LinkServer? _server;

    /// <summary>The size of a message on the wire.</summary>
    [Params(256, 4096)]
    public int Size { get; set; }

    private protected (WebSocket Edge, WebSocket Cloud) Plain { get; private set; }

    private protected (ILink Edge, ILink Cloud) Link { get; private set; }

    private protected byte[] Bytes { get; private set; } = [];

    private protected byte[] Buffer { get; } = new byte[64 * 1024];

    private protected Message Message { get; private set; } = LinkTraffic.MessageOf(256);

    /// <summary>Opens both pairs.</summary>
    [GlobalSetup]
    public virtual void Setup() => SetupAsync().GetAwaiter().GetResult();

    /// <summary>Closes everything.</summary>
    [GlobalCleanup]
    public void Cleanup() => CleanupAsync().GetAwaiter().GetResult();

    private async Task SetupAsync()
    {
        Bytes = new byte[Size];
        Bytes.AsSpan().Fill((byte)'x');
        Message = LinkTraffic.MessageOf(Size);
        _server = await LinkServer.StartAsync();
        Plain = await _server.ConnectSocketAsync();
        Link = await _server.ConnectLinkAsync();
    }

    private async Task CleanupAsync()
    {
        Plain.Edge.Dispose();
        await Link.Edge.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
