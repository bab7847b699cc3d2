namespace KubeEdge.Mappers.Devices;

/// <summary>Pauses between attempts: each twice the one before up to a longest, half of each left to chance.</summary>
internal sealed class RetryDelay(TimeSpan first, TimeSpan longest, Random random)
{
    private TimeSpan? _next;

    public TimeSpan Next()
    {
        var whole = _next ?? first;
        _next = whole * 2 < longest ? whole * 2 : longest;
        lock (random)
        {
            return whole * (0.5 + (random.NextDouble() / 2));
        }
    }

    public void Reset() => _next = null;
}
