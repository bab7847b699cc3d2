using KubeEdge.Beehive.Messages;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>Somebody who waits for an answer on one connection.</summary>
internal sealed class PendingRequest(RequestQueue queue, bool acknowledge)
{
    private readonly TaskCompletionSource<CloudReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RequestQueue Queue => queue;

    /// <summary>Whether the answer is acknowledged as soon as it is here.</summary>
    public bool Acknowledge => acknowledge;

    public Task<CloudReply> Reply => _reply.Task;

    public void Answer(Message message) => _reply.TrySetResult(new CloudReply(CloudReplyStatus.Answered, message));

    public void GoOffline() => _reply.TrySetResult(new CloudReply(CloudReplyStatus.Offline, null));

    public void Refuse(Exception reason) => _reply.TrySetException(reason);
}
