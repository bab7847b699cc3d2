namespace KubeEdge.MetaStore.Objects;

/// <summary>Wakes the writer when the next lifetime ends.</summary>
internal sealed class ExpiryTimer : IDisposable
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Func<ExpireOperation, ValueTask<CommitResult>> _submit;
    private long _due = long.MaxValue;

    /// <param name="time">The clock.</param>
    /// <param name="submit">Hands the sweep to the writer.</param>
    public ExpiryTimer(TimeProvider time, Func<ExpireOperation, ValueTask<CommitResult>> submit)
    {
        (_time, _submit) = (time, submit);
        _timer = time.CreateTimer(
            static state => ((ExpiryTimer)state!).Fire(), // state is this
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that the sweep runs at this time or before.</summary>
    /// <param name="due">Unix milliseconds.</param>
    public void Set(long due)
    {
        lock (_gate)
        {
            if (due >= _due)
            {
                return;
            }

            _due = due;
            var wait = Math.Clamp(due - _time.GetUtcNow().ToUnixTimeMilliseconds(), 0, (long)TimeSpan.FromDays(1).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        lock (_gate)
        {
            _due = long.MaxValue;
        }

        _ = SweepAsync();
    }

    private async Task SweepAsync()
    {
        var sweep = new ExpireOperation();
        var result = await _submit(sweep).ConfigureAwait(false);
        if (result.Status == CommitStatus.Unavailable)
        {
            Set((_time.GetUtcNow() + _retry).ToUnixTimeMilliseconds());
        }
        else if (sweep.Next > 0 && result.Status == CommitStatus.Committed)
        {
            Set(sweep.Next);
        }
    }
}
