using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>
/// Events on their way to the cloud, one at a time. The original answers none, so an event counts as told when it has been written to the
/// link.
/// </summary>
internal sealed class PodEvents : IUpstreamSource
{
    private volatile PodEventReader? _reader;

    public string Name => "nodeagent.events";

    public UpstreamClass Class => UpstreamClass.Status;

    public IUpstreamReader Open(UpstreamLink link)
    {
        var reader = new PodEventReader(this, link);
        _reader = reader;
        return reader;
    }

    /// <summary>Sends an event; false when there is no link or it ends first.</summary>
    public Task<bool> SendAsync(Message message, CancellationToken cancellationToken) =>
        _reader?.SendAsync(message, cancellationToken) ?? Task.FromResult(false);

    /// <summary>The connection of this reader has ended.</summary>
    public void Close(PodEventReader reader) => Interlocked.CompareExchange(ref _reader, null, reader);
}
