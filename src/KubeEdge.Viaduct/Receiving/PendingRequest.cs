using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Sending;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>One request that waits for its reply. As a waiter of the outbound queue it only minds what prevents a reply.</summary>
internal sealed class PendingRequest(MessageId id) : OutboundWaiter, IDisposable
{
    private readonly TaskCompletionSource<ReplyResult> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellationToken;

    /// <summary>The request's id, which is the reply's parent id.</summary>
    public MessageId Id { get; } = id;

    /// <summary>The outcome.</summary>
    public Task<ReplyResult> Reply => _reply.Task;

    /// <summary>Sets the time limit and the token.</summary>
    public void Limit(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _timer = time.CreateTimer(
            static state => ((PendingRequest)state!).TrySetResult(new(SendStatus.TimedOut, null)), // state: the argument
            this,
            timeout,
            Timeout.InfiniteTimeSpan);
        _registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                var request = (PendingRequest)state!; // state: the argument
                request._reply.TrySetCanceled(request._cancellationToken);
            },
            this);
    }

    /// <summary>Decides the outcome; false when it is decided already.</summary>
    public bool TrySetResult(in ReplyResult result) => _reply.TrySetResult(result);

    /// <inheritdoc/>
    public override void Complete(SendStatus status)
    {
        if (status != SendStatus.Sent)
        {
            TrySetResult(new(status, null));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Dispose();
    }
}
