using System.Threading.Tasks.Sources;
using KubeEdge.Beehive.Dispatch;

namespace KubeEdge.Viaduct.Sending;

/// <summary>
/// One caller of a send, awaiting the flush. Pooled by <see cref="SendWaiterPool"/>; returns there when both the caller has its result
/// and the queue has let go of it, because a cancelled caller leaves first.
/// </summary>
internal sealed class SendWaiter(SendWaiterPool pool) : OutboundWaiter, IValueTaskSource<SendStatus>
{
    private readonly SendWaiterPool _pool = pool;
    private ManualResetValueTaskSourceCore<SendStatus> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellationToken;
    private int _isDecided;
    private int _holders;

    /// <inheritdoc/>
    public override bool IsDecided => Volatile.Read(ref _isDecided) != 0;

    /// <summary>What the caller awaits; to be taken before the message is queued.</summary>
    public ValueTask<SendStatus> Start()
    {
        _isDecided = 0;
        _holders = 2;
        return new(this, _core.Version);
    }

    /// <summary>Lets the caller give up when the token fires. Called by the caller, after the message was queued.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static state => ((SendWaiter)state!).Cancel(), this); // state: the argument
    }

    /// <inheritdoc/>
    public override void Complete(SendStatus status)
    {
        if (Interlocked.Exchange(ref _isDecided, 1) == 0)
        {
            _core.SetResult(status);
        }

        LetGo();
    }

    /// <inheritdoc/>
    SendStatus IValueTaskSource<SendStatus>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            // Waits for a callback under way, so that none reaches the next user of this object.
            _registration.Dispose();
            _registration = default;
            _cancellationToken = default;
            LetGo();
        }
    }

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<SendStatus>.GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<SendStatus>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (Interlocked.Exchange(ref _isDecided, 1) == 0)
        {
            _core.SetException(new OperationCanceledException(_cancellationToken));
        }
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _core.Reset();
            _pool.Return(this);
        }
    }
}
