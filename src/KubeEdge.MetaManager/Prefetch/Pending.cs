namespace KubeEdge.MetaManager.Prefetch;

/// <summary>Something that pods need, and when it is looked after next. Belongs to the prefetcher's loop.</summary>
internal sealed class Pending(PodNeed need)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(1);
    private int _failures;

    public PodNeed Need => need;

    /// <summary>When to fetch it.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>The fetching that is under way; null when none is.</summary>
    public Task<FetchResult>? Fetching { get; private set; }

    public void Begin(Task<FetchResult> fetching) => Fetching = fetching;

    /// <summary>
    /// Takes note of an outcome: what is here is looked after at leisure, what is not with growing pauses. A time that has passed already
    /// counts as none, or a clock that is wrong would make it ask without a pause.
    /// </summary>
    public void Settle(in FetchResult result, DateTimeOffset now, TimeSpan interval)
    {
        Fetching = null;
        if (result.Outcome is FetchOutcome.Fetched or FetchOutcome.Present)
        {
            _failures = 0;
            Due = result.LookAgain > now ? result.LookAgain.Value : now + interval;
            return;
        }

        var pause = _firstPause * Math.Pow(2, Math.Min(_failures++, 10));
        Due = now + (pause < _longestPause ? pause : _longestPause);
    }

    /// <summary>A new connection: what failed on the last one may succeed now, and what is here may have changed.</summary>
    public void Restart(DateTimeOffset due)
    {
        _failures = 0;
        Due = due;
    }
}
