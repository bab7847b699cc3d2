using System.Threading.Tasks.Sources;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Sending;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>One request that waits for its reply. As a waiter of the outbound queue it only minds what prevents a reply.</summary>
internal sealed class PendingRequest(MessageId id) : OutboundWaiter, IValueTaskSource<ReplyResult>, IWakeable, IDisposable
{
    private ManualResetValueTaskSourceCore<ReplyResult> _core = new() { RunContinuationsAsynchronously = true };
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellationToken;
    private Message? _reply;
    private int _isDecided;

    /// <summary>The request's id, which is the reply's parent id.</summary>
    public MessageId Id { get; } = id;

    /// <inheritdoc/>
    public override bool IsDecided => Volatile.Read(ref _isDecided) != 0;

    /// <summary>The outcome. To be awaited once.</summary>
    public ValueTask<ReplyResult> ReplyAsync() => new(this, _core.Version);

    /// <summary>Sets the time limit and the token.</summary>
    public void Limit(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _timer = time.CreateTimer(
            static state => ((PendingRequest)state!).End(SendStatus.TimedOut), // state: the argument
            this,
            timeout,
            Timeout.InfiniteTimeSpan);
        _registration = cancellationToken.UnsafeRegister(static state => ((PendingRequest)state!).Cancel(), this); // state: the argument
    }

    /// <summary>Takes the reply, unless the outcome is decided already. Who called must call <see cref="Wake"/> then.</summary>
    public bool TryAccept(Message reply)
    {
        if (!TryDecide())
        {
            return false;
        }

        _reply = reply;
        return true;
    }

    /// <inheritdoc/>
    public void Wake(bool here)
    {
        _core.RunContinuationsAsynchronously = !here;
        _core.SetResult(new(SendStatus.Sent, _reply));
    }

    /// <summary>Ends the wait without a reply, unless the outcome is decided already.</summary>
    public void End(SendStatus status)
    {
        if (TryDecide())
        {
            _core.SetResult(new(status, null));
        }
    }

    /// <inheritdoc/>
    public override void Complete(SendStatus status)
    {
        if (status != SendStatus.Sent)
        {
            End(status);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Dispose();
    }

    /// <inheritdoc/>
    ReplyResult IValueTaskSource<ReplyResult>.GetResult(short token) => _core.GetResult(token);

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<ReplyResult>.GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<ReplyResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (TryDecide())
        {
            _core.SetException(new OperationCanceledException(_cancellationToken));
        }
    }

    private bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;
}
