using System.Threading.Channels;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>Every dial makes a link in memory, whose cloud end the test takes.</summary>
internal sealed class MemoryDialer(TimeProvider timeProvider) : ILinkDialer
{
    // Tests let hours pass at once; only they end a link.
    private static readonly LinkOptions _patient = new()
    {
        PingInterval = TimeSpan.FromDays(30),
        PingTimeout = TimeSpan.FromDays(30),
        WriteTimeout = TimeSpan.FromDays(30),
        Limits = { StallTimeout = TimeSpan.FromDays(30) },
    };

    private readonly Channel<MemoryLink> _links = Channel.CreateUnbounded<MemoryLink>();

    /// <summary>What the cloud of the next link has in common with the edge.</summary>
    public HashSet<string> Features { get; } = [];

    /// <summary>Whether nobody answers.</summary>
    public bool Refuse { get; set; }

    /// <summary>How the cloud of the next link speaks.</summary>
    public WireGeneration Wire { get; set; }

    /// <summary>Whether there is a link that nobody has taken.</summary>
    public bool HasLink => _links.Reader.Count > 0;

    public Task<DialResult> DialAsync(CancellationToken cancellationToken = default)
    {
        if (Refuse)
        {
            return Task.FromResult(new DialResult(null, DialFailure.Refused, "refused by the test"));
        }

        var link = MemoryLink.CreatePair(
            new LinkPeer { NodeId = "edge-1" },
            new LinkPeer { NodeId = "edge-1", Features = new HashSet<string>(Features), Wire = Wire },
            _patient,
            timeProvider);
        _links.Writer.TryWrite(link);
        return Task.FromResult(new DialResult(link.Edge));
    }

    public async Task<MemoryLink> NextAsync() => await _links.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
