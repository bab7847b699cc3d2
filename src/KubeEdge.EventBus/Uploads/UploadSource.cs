using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// Rule data for the cloud, in the order in which it came. A message is done when it is written to the link, because clouds of the original
/// confirm nothing of this class.
/// </summary>
internal sealed partial class UploadSource(
    UploadQueue queue, UploadRemover remover, IOptions<EventBusOptions> options, ILogger<UploadSource> logger) : IUpstreamSource
{
    // Of the message over which the last links broke; only the reader of the one open connection touches them.
    private long _suspect;
    private int _attempts;

    public string Name => "eventbus.uploads";

    public UpstreamClass Class => UpstreamClass.RuleData;

    public IUpstreamReader Open(UpstreamLink link) => new UploadReader(this, queue.Waiting, remover, link);

    /// <summary>A link ended before this message was written, and all before it were.</summary>
    public void Broke(QueueItem item)
    {
        _attempts = item.Sequence == _suspect ? _attempts + 1 : 1;
        _suspect = item.Sequence;
        if (_attempts >= options.Value.Uploads.MaximumAttempts)
        {
            PutAside(item, "every link broke over it");
        }
    }

    /// <summary>The cloud can never take this one.</summary>
    public void PutAside(QueueItem item, string reason)
    {
        Log.PutAside(logger, item.Sequence, item.Payload.Length, reason);
        remover.PutAside(item);
    }
}
