using KubeEdge.Beehive.Messages;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>Somebody who waits for an answer on one connection.</summary>
internal sealed class PendingRequest(RequestQueue queue, bool acknowledge)
{
    private readonly TaskCompletionSource<CloudReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _isLeft;

    public RequestQueue Queue => queue;

    /// <summary>Whether the answer is acknowledged as soon as it is here.</summary>
    public bool Acknowledge => acknowledge;

    public Task<CloudReply> Reply => _reply.Task;

    /// <summary>Whether nobody waits any more: what was not sent by then is not sent.</summary>
    public bool IsLeft => _isLeft;

    public void Leave() => _isLeft = true;

    public void Answer(Message message) => _reply.TrySetResult(new CloudReply(CloudReplyStatus.Answered, message));

    public void GoOffline() => _reply.TrySetResult(new CloudReply(CloudReplyStatus.Offline, null));

    public void Refuse(Exception reason) => _reply.TrySetException(reason);
}
