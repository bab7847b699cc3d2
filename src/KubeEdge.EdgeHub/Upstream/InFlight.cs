using KubeEdge.Beehive.Dispatch;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>A message whose send has started.</summary>
internal readonly struct InFlight(UpstreamFeed feed, in UpstreamItem item, ValueTask<SendStatus> sending)
{
    private readonly ValueTask<SendStatus> _sending = sending;

    public UpstreamFeed Feed { get; } = feed;

    public UpstreamItem Item { get; } = item;

    /// <summary>How the send ended; call once. A link that breaks its contract by throwing counts as closed.</summary>
    public async ValueTask<SendStatus> CompleteAsync()
    {
        try
        {
            return await _sending.ConfigureAwait(false);
        }
        catch (Exception)
        {
            return SendStatus.Closed;
        }
    }
}
