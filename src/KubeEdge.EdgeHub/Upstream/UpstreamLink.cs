using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>One connection as an upstream source sees it.</summary>
public sealed class UpstreamLink
{
    private readonly AsyncSignal _signal;

    internal UpstreamLink(LinkPeer peer, AsyncSignal signal)
    {
        Peer = peer;
        _signal = signal;
    }

    /// <summary>The cloud end: its generation of the wire and the features that both ends have.</summary>
    public LinkPeer Peer { get; }

    /// <summary>Whether both ends have a feature beyond the original's wire; always false with a cloud of the original.</summary>
    /// <param name="feature">Its name, as it was added to <see cref="EdgeHubOptions.Features"/>.</param>
    public bool HasFeature(string feature) => Peer.Features.Contains(feature);

    /// <summary>Says that the source has something to send. Cheap, callable from any thread, and without effect once the link has ended.</summary>
    public void Notify() => _signal.Set();
}
