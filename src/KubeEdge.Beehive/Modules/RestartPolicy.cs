namespace KubeEdge.Beehive.Modules;

/// <summary>
/// What the host does with a module that ended before the host stops. The original's restart policy, with growing pauses by default.
/// </summary>
public sealed record RestartPolicy
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    /// <summary>Restart on failure, without a limit, after 1, 2, 4, 8, 16, 30, 30 … seconds.</summary>
    public static RestartPolicy Default { get; } = new();

    /// <summary>When a module is started again. Default: when it ended with an exception.</summary>
    public RestartCondition Condition { get; init; } = RestartCondition.OnFailure;

    /// <summary>How often a module is started again before the host gives it up. Default 0: without a limit.</summary>
    public int Retries { get; init; }

    /// <summary>The pause before the first restart. Default 1 s; zero or less means 1 s.</summary>
    public TimeSpan Interval { get; init; } = _second;

    /// <summary>By how much each further pause is longer. Default 2; 1 or less keeps the pauses equal.</summary>
    public double Growth { get; init; } = 2;

    /// <summary>The longest pause that growth leads to. Default 30 s.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A module that ran this long is healthy again: the next pause is <see cref="Interval"/>. Default 5 min.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause before the first restart, corrected.</summary>
    internal TimeSpan FirstPause => Interval > TimeSpan.Zero ? Interval : _second;

    /// <summary>The pause after a given one.</summary>
    internal TimeSpan NextPause(TimeSpan pause)
    {
        if (Growth <= 1)
        {
            return pause;
        }

        var grown = pause * Growth;
        return grown < Limit ? grown : Limit;
    }
}
