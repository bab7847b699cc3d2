namespace KubeEdge.Shared.Retries;

/// <summary>Pauses after failures: each twice the one before, up to half of it left to chance, so that nothing comes in step.</summary>
internal sealed class RetryDelays(TimeSpan first, TimeSpan longest, Random random)
{
    private const int MostDoublings = 20;
    private const double Spread = 0.5;

    /// <summary>The pause after so many failures in a row, from 1.</summary>
    public TimeSpan After(int failures)
    {
        var pause = first * Math.Pow(2, Math.Clamp(failures - 1, 0, MostDoublings));
        lock (random)
        {
            // Whole milliseconds, because timers know no less.
            var share = 1 - (Spread * random.NextDouble());
            return TimeSpan.FromMilliseconds(Math.Max(1, (long)((pause < longest ? pause : longest).TotalMilliseconds * share)));
        }
    }
}
