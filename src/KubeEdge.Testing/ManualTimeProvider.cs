namespace KubeEdge.Testing;

/// <summary>
/// A clock that stands still until a test advances it. Timers fire inside <see cref="Advance"/>, on its thread, in due order; what waits
/// for them goes on elsewhere. Safe for concurrent use.
/// </summary>
/// <param name="start">What the clock says at first.</param>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan? Due, TaskCompletionSource Source)> _waits = [];
    private DateTimeOffset _now = start;

    /// <summary>A clock that begins with the year 2026.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>How many timers are armed.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Completes as soon as a timer is armed that is due in exactly <paramref name="due"/> from now. A barrier: who waits for it knows that
    /// the code under test has come to its wait, and can advance the clock without overtaking it.
    /// </summary>
    /// <param name="due">How far away it is; null for any timer.</param>
    /// <exception cref="TimeoutException">None was armed within 30 s of real time.</exception>
    public Task WaitForTimerAsync(TimeSpan? due = null)
    {
        lock (_lock)
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((due, source));
            CompleteWaits();
            return source.Task.WaitAsync(_patience, System);
        }
    }

    /// <summary>
    /// Moves the clock forward, from one due timer to the next, and fires each at its time. What a timer sets going goes on by itself and
    /// may arm its next timer only after the clock has passed: then advance in steps, with <see cref="WaitForTimerAsync"/> between them.
    /// </summary>
    /// <param name="by">How far; not negative. Zero fires what is due now.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end;
        lock (_lock)
        {
            end = _now + by;
        }

        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>
    /// Moves the clock at once and then fires what became due, as after a suspend. Whoever works out a wait meanwhile, and arms a timer
    /// with it, is not overtaken by the clock in between.
    /// </summary>
    /// <param name="by">How far; not negative.</param>
    public void Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_lock)
        {
            _now += by;
        }

        Advance(TimeSpan.Zero);
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (next is null)
            {
                _now = end;
                CompleteWaits();
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                next.Due = _now + next.Period;
            }
            else
            {
                _timers.Remove(next);
            }

            return next;
        }
    }

    private void CompleteWaits()
    {
        for (var i = _waits.Count - 1; i >= 0; i--)
        {
            var (due, source) = _waits[i];
            if (_timers.Exists(t => due is null || t.Due - _now == due))
            {
                _waits.RemoveAt(i);
                source.TrySetResult();
            }
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                if (_disposed)
                {
                    return false;
                }

                owner._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = owner._now + dueTime;
                    Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                    owner._timers.Add(this);
                    owner.CompleteWaits();
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (owner._lock)
            {
                _disposed = true;
                owner._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
