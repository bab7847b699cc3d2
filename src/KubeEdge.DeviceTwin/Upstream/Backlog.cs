using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>
/// What the cloud has not confirmed of one subject. One message at a time: the next leaves when this one is confirmed, a moment after it
/// when there are newer values, or when it is time to repeat it, and takes its place, with the newest values. So an older value cannot
/// follow a newer one, and what piles up is one value per name.
/// </summary>
internal sealed class Backlog(Subject subject, DeviceForm form)
{
    public Subject Subject => subject;

    /// <summary>How ids look when the cloud's generation is not known.</summary>
    public DeviceForm Form { get; set; } = form;

    /// <summary>The twins by name; empty for a state.</summary>
    public SortedDictionary<string, UnsentTwin> Twins { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest state with its number; null when the cloud knows it.</summary>
    public (ReadOnlyMemory<byte> Payload, long Change)? State { get; set; }

    /// <summary>The message that was made last and is not confirmed.</summary>
    public Message? Last { get; set; }

    /// <summary>The changes that <see cref="Last"/> carries.</summary>
    public Dictionary<string, long> LastChanges { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether something changed since <see cref="Last"/> was made.</summary>
    public bool IsStale { get; set; }

    /// <summary>Whether the link has a message of it and has not said yet what became of that.</summary>
    public bool IsInHand { get; set; }

    public TimeSpan Delay { get; set; }

    public DateTimeOffset Due { get; set; }

    /// <summary>Since when the cloud has not confirmed something of it.</summary>
    public DateTimeOffset Since { get; set; }

    public DateTimeOffset SentAt { get; set; }

    /// <summary>When it comes up in the queue; null when it is not in it.</summary>
    public DateTimeOffset? QueuedFor { get; set; }

    public bool IsEmpty => Twins.Count == 0 && State is null;

    public int Count => Twins.Count + (State is null ? 0 : 1);
}
