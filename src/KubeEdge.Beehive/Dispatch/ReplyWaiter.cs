using System.Threading.Tasks.Sources;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>
/// Waits for one reply, and is used again for the next request. Its timer stays armed between requests and is moved only when a deadline
/// is nearer than its next tick, so that a request normally touches no timer at all.
/// </summary>
internal sealed class ReplyWaiter : PendingRequest, IValueTaskSource<ReplyResult>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly RequestTable _table;
    private readonly ReplyWaiterPool _pool;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly double _timestampsPerTick;
    private ManualResetValueTaskSourceCore<ReplyResult> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _cancellationToken;
    private long _deadline;
    private long _nextTick = long.MaxValue;
    private volatile bool _isWaiting;

    public ReplyWaiter(RequestTable table, ReplyWaiterPool pool, TimeProvider timeProvider)
    {
        _table = table;
        _pool = pool;
        _timeProvider = timeProvider;
        _timestampsPerTick = (double)timeProvider.TimestampFrequency / TimeSpan.TicksPerSecond;

        // Without the creator's execution context: the timer outlives the request that happened to create it.
        using AsyncFlowControl? suppressed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _timer = timeProvider.CreateTimer(
            static state => ((ReplyWaiter?)state)?.Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override bool IsSingle => true;

    /// <summary>Where the request goes.</summary>
    public Inbox? Target { get; private set; }

    /// <summary>Takes on a request, before it enters the table.</summary>
    public void Prepare(in MessageId id, Inbox target)
    {
        lock (_lock)
        {
            Id = id;
            _isWaiting = false;
        }

        Target = target;
    }

    /// <summary>Begins to wait. The waiter is in the table by now.</summary>
    public void Start(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = _timeProvider.GetTimestamp() + (long)(timeout.Ticks * _timestampsPerTick);
        lock (_lock)
        {
            _deadline = deadline;
            _isWaiting = true;
            if (_deadline < _nextTick)
            {
                Arm(_deadline, timeout);
            }
        }

        if (cancellationToken.CanBeCanceled)
        {
            _cancellationToken = cancellationToken;
            _cancellation = cancellationToken.UnsafeRegister(static state => ((ReplyWaiter?)state)?.Cancel(), this);
        }
    }

    /// <summary>The outcome. To be awaited exactly once.</summary>
    public ValueTask<ReplyResult> ReplyAsync() => new(this, _core.Version);

    public override bool Accept(Message reply)
    {
        Complete(new ReplyResult(SendStatus.Sent, reply, Delivered: true));
        return true;
    }

    /// <summary>Ends the wait. Only for the one who took this waiter out of the table.</summary>
    public void Complete(in ReplyResult result) => _core.SetResult(result);

    public ReplyResult GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            if (_cancellationToken.CanBeCanceled)
            {
                // Waits for a callback that is just running, so that none of this request's can reach the next one.
                _cancellation.Dispose();
                _cancellation = default;
                _cancellationToken = default;
            }

            _isWaiting = false;
            Target = null;
            _core.Reset();
            _pool.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    public void Dispose() => _timer.Dispose();

    private void Cancel()
    {
        if (_table.Remove(Id, this))
        {
            _core.SetException(new OperationCanceledException(_cancellationToken));
        }
    }

    private void Tick()
    {
        MessageId id;
        lock (_lock)
        {
            _nextTick = long.MaxValue;
            if (!_isWaiting)
            {
                return;
            }

            // Armed for an earlier request: this one has time left.
            var now = _timeProvider.GetTimestamp();
            if (now < _deadline)
            {
                Arm(_deadline, _timeProvider.GetElapsedTime(now, _deadline));
                return;
            }

            id = Id;
        }

        if (_table.Remove(id, this))
        {
            Complete(new ReplyResult(SendStatus.TimedOut, null, Delivered: true));
        }
    }

    private void Arm(long tick, TimeSpan due)
    {
        _nextTick = tick;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
