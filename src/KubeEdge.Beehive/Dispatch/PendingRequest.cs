using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>Somebody who waits for one reply or for several. Its own entry of the table: waiting allocates nothing there.</summary>
internal abstract class PendingRequest
{
    /// <summary>The request's id. Changes only while this is not in the table.</summary>
    public MessageId Id { get; set; }

    /// <summary>When the table gives it up, as a timestamp; never, unless set. Changes only while this is not in the table.</summary>
    public long Deadline { get; protected set; } = long.MaxValue;

    /// <summary>The next entry of the same bucket; belongs to the table.</summary>
    public PendingRequest? Next { get; set; }

    /// <summary>Whether one reply is all it waits for; then taking it from the table decides who completes it.</summary>
    public abstract bool IsSingle { get; }

    /// <summary>Takes a reply. False when it waits for none any more.</summary>
    public abstract bool Accept(Message reply);
}
