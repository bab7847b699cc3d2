namespace KubeEdge.Beehive.Dispatch;

/// <summary>
/// Gives up the requests whose time is over, with one timer for all of them. It stays armed for the nearest deadline it was ever told of,
/// answered or not, so that a request normally touches no timer at all.
/// </summary>
internal sealed class RequestDeadlines
{
    private readonly Lock _arming = new();
    private readonly RequestTable _table;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly double _timestampsPerTick;
    private long _nextTick = long.MaxValue;

    public RequestDeadlines(RequestTable table, TimeProvider timeProvider)
    {
        _table = table;
        _timeProvider = timeProvider;
        _timestampsPerTick = (double)timeProvider.TimestampFrequency / TimeSpan.TicksPerSecond;

        // Without the creator's execution context: the timer outlives whatever made the bus.
        using AsyncFlowControl? suppressed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _timer = timeProvider.CreateTimer(
            static state => ((RequestDeadlines?)state)?.Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The timestamp that is so far away.</summary>
    public long In(TimeSpan timeout) => _timeProvider.GetTimestamp() + (long)(timeout.Ticks * _timestampsPerTick);

    /// <summary>Sees to it that somebody looks at a deadline. Its request is in the table by now.</summary>
    public void Watch(long deadline)
    {
        // A tick that looked into the request's bucket before the request entered it is seen here: they took the same lock.
        if (deadline < Volatile.Read(ref _nextTick))
        {
            Arm(deadline);
        }
    }

    private void Arm(long deadline)
    {
        lock (_arming)
        {
            if (deadline < _nextTick)
            {
                _nextTick = deadline;
                var due = _timeProvider.GetElapsedTime(_timeProvider.GetTimestamp(), deadline);
                _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Tick()
    {
        lock (_arming)
        {
            _nextTick = long.MaxValue;
        }

        if (_table.GiveUp(_timeProvider.GetTimestamp()) is var next and < long.MaxValue)
        {
            Arm(next);
        }
    }
}
