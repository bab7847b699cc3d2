using System.Threading.Tasks.Sources;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>One reader of the inbound queue that waits for a message. Serves the next wait once its outcome was read.</summary>
internal sealed class InboundWaiter(InboundQueue queue) : IValueTaskSource<bool>, IWakeable
{
    private readonly InboundQueue _queue = queue;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellationToken;

    /// <summary>The next reader that waits; belongs to the queue until this one is taken out, then to who wakes.</summary>
    public InboundWaiter? Next { get; set; }

    /// <summary>What the reader is told: true when there may be a message, false when there never will be one.</summary>
    public bool Outcome { get; set; }

    /// <summary>What the reader awaits; to be taken before the queue knows of this.</summary>
    public ValueTask<bool> Start() => new(this, _core.Version);

    /// <summary>Lets the reader give up when the token fires. Called by the reader, once the queue knows of this.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static state => ((InboundWaiter)state!).Cancel(), this); // state: the argument
    }

    /// <summary>Wakes this reader and those linked behind it; at most the last one on this thread, for it may stay there.</summary>
    public void Wake(bool here)
    {
        var waiter = this;
        while (waiter is not null)
        {
            // Read first: a woken waiter may be in use again.
            var next = waiter.Next;
            waiter.Next = null;
            waiter._core.RunContinuationsAsynchronously = !here || next is not null;
            waiter._core.SetResult(waiter.Outcome);
            waiter = next;
        }
    }

    /// <inheritdoc/>
    bool IValueTaskSource<bool>.GetResult(short token)
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
            _core.Reset();
            _queue.Return(this);
        }
    }

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (_queue.Remove(this))
        {
            _core.RunContinuationsAsynchronously = true;
            _core.SetException(new OperationCanceledException(_cancellationToken));
        }
    }
}
