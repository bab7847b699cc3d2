using System.Threading.Tasks.Sources;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>Waits for one reply, and is used again for the next request.</summary>
internal sealed class ReplyWaiter(RequestTable table, ReplyWaiterPool pool) : IValueTaskSource<ReplyResult>
{
    private readonly RequestTable _table = table;
    private readonly ReplyWaiterPool _pool = pool;
    private ManualResetValueTaskSourceCore<ReplyResult> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _cancellationToken;

    /// <summary>The request's id. Changes only while this is not in the table.</summary>
    public MessageId Id { get; private set; }

    /// <summary>When the table gives it up, as a timestamp. Changes only while this is not in the table.</summary>
    public long Deadline { get; private set; }

    /// <summary>The next entry of the same bucket; belongs to the table, so that waiting allocates nothing there.</summary>
    public ReplyWaiter? Next { get; set; }

    /// <summary>Where the request goes.</summary>
    public Inbox? Target { get; private set; }

    /// <summary>Takes on a request, before it enters the table.</summary>
    public void Prepare(in MessageId id, long deadline, Inbox target)
    {
        Id = id;
        Deadline = deadline;
        Target = target;
    }

    /// <summary>Lets the caller give up. The waiter is in the table by now.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _cancellation = cancellationToken.UnsafeRegister(static state => ((ReplyWaiter?)state)?.Cancel(), this);
    }

    /// <summary>The outcome. To be awaited exactly once.</summary>
    public ValueTask<ReplyResult> ReplyAsync() => new(this, _core.Version);

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

            Target = null;
            _core.Reset();
            _pool.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (_table.Remove(Id, this))
        {
            _core.SetException(new OperationCanceledException(_cancellationToken));
        }
    }
}
