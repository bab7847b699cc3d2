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

    /// <summary>
    /// The messages that are not confirmed, oldest first, <see cref="Last"/> among them. The confirmation of an older one still holds for
    /// what has not changed since; otherwise one twin that changes faster than the cloud confirms would keep all from being confirmed.
    /// </summary>
    public Queue<SentMessage> Sent { get; } = new();

    /// <summary>Whether something changed since <see cref="Last"/> was made.</summary>
    public bool IsStale { get; set; }

    /// <summary>Whether the link has a message of it and has not said yet what became of that.</summary>
    public bool IsInHand { get; set; }

    public TimeSpan Delay { get; set; }

    public TimeSpan Due { get; set; }

    /// <summary>Since when the cloud has not confirmed something of it.</summary>
    public DateTimeOffset Since { get; set; }

    public TimeSpan SentAt { get; set; }

    /// <summary>When it comes up in the queue; null when it is not in it.</summary>
    public TimeSpan? QueuedFor { get; set; }

    public bool IsEmpty => Twins.Count == 0 && State is null;

    public int Count => Twins.Count + (State is null ? 0 : 1);

    /// <summary>The cloud has these changes; what has changed since stays.</summary>
    public void Remove(IReadOnlyList<KeyValuePair<string, long>> changes)
    {
        foreach (var (name, change) in changes)
        {
            if (Twins.TryGetValue(name, out var twin) && twin.Change == change)
            {
                Twins.Remove(name);
            }

            State = name.Length == 0 && State?.Change == change ? null : State;
        }
    }

    public void Clear()
    {
        Twins.Clear();
        State = null;
    }
}
