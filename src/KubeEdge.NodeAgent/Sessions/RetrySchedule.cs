namespace KubeEdge.NodeAgent.Sessions;

/// <summary>
/// Pauses after failures, as the original's: 100 ms, doubled up to 7 s; a fifth of each by chance, so that a fleet spreads.
/// </summary>
internal sealed class RetrySchedule(TimeProvider timeProvider, Random random)
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(7);
    private const int MostDoublings = 10;
    private const double Spread = 0.2;

    /// <summary>Waits after the given number of failures in a row, from 0.</summary>
    public Task WaitAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(PauseAfter(attempt), timeProvider, cancellationToken);

    public TimeSpan PauseAfter(int attempt)
    {
        var pause = _first * (1 << Math.Min(attempt, MostDoublings));
        lock (random)
        {
            // Whole milliseconds, because timers know no less.
            var share = 1 - (Spread * random.NextDouble());
            return TimeSpan.FromMilliseconds((long)((pause < _longest ? pause : _longest).TotalMilliseconds * share));
        }
    }
}
