using KubeEdge.EventBus.Commands;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Uploads;

/// <summary>The two queues of the store: what waits for the cloud, and what the cloud could not take.</summary>
internal sealed class UploadQueue
{
    private const string WaitingName = "eventbus.uploads";
    private const string DeadName = "eventbus.uploads.dead";

    public UploadQueue(IMetaStore store, IOptions<EventBusOptions> options, EventBusMetrics metrics)
    {
        var limits = options.Value.Uploads;
        Limits = new QueueLimits(limits.MaximumMessages, limits.MaximumBytes, limits.WhenFull);
        Waiting = store.Queue(WaitingName, Limits);
        DeadLimits = new QueueLimits(limits.MaximumDeadLetters, limits.MaximumDeadLetterBytes, QueueFullPolicy.DropOldest);
        Dead = store.Queue(DeadName, DeadLimits);
        metrics.Observe(this);
    }

    public QueueLimits Limits { get; }

    public QueueLimits DeadLimits { get; }

    /// <summary>What waits for the cloud, in the order in which it came.</summary>
    public IDurableQueue Waiting { get; }

    /// <summary>What was put aside.</summary>
    public IDurableQueue Dead { get; }

    /// <summary>Tells that something left <see cref="Waiting"/>.</summary>
    public Signal Removed { get; } = new();

    /// <summary>Whether that much more is taken now: there is room, or the oldest make it.</summary>
    public bool Takes(int messages, long bytes) => Limits.WhenFull == QueueFullPolicy.DropOldest || HasRoom(messages, bytes);

    /// <summary>Whether that much more may wait.</summary>
    public bool HasRoom(int messages, long bytes) =>
        Waiting.Count + messages <= Limits.MaxItems && Waiting.Bytes + bytes <= Limits.MaxBytes;
}
