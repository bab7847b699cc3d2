using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>Somebody who waits for one reply or for several.</summary>
internal interface IPendingRequest
{
    /// <summary>Whether one reply is all it waits for; then taking it from the table decides who completes it.</summary>
    bool IsSingle { get; }

    /// <summary>Takes a reply. False when it waits for none any more.</summary>
    bool Accept(Message reply);
}
