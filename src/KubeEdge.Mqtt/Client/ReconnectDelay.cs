namespace KubeEdge.Mqtt.Client;

/// <summary>How long to wait before the next attempt: 0.5 to 1 s, doubled up to 10 s, at random so that not all come at once.</summary>
internal sealed class ReconnectDelay(Random random)
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);

    private TimeSpan _next = _first;

    /// <summary>A connection that lasted this long proves that things are well.</summary>
    public static TimeSpan Stable { get; } = TimeSpan.FromSeconds(30);

    public TimeSpan Next()
    {
        var delay = _next == _first ? _next * (0.5 + (random.NextDouble() / 2)) : _next * random.NextDouble();
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return delay;
    }

    public void Reset() => _next = _first;
}
