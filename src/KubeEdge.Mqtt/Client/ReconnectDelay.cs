namespace KubeEdge.Mqtt.Client;

/// <summary>How long to wait before the next attempt: 0.5 to 1 s, doubled up to a limit, at random so that not all come at once.</summary>
internal sealed class ReconnectDelay
{
    private readonly Random _random;
    private readonly TimeSpan _longest;
    private readonly TimeSpan _first;
    private TimeSpan _next;

    public ReconnectDelay(Random random, TimeSpan longest)
    {
        (_random, _longest) = (random, longest);
        _first = longest < TimeSpan.FromSeconds(1) ? longest : TimeSpan.FromSeconds(1);
        _next = _first;
    }

    /// <summary>A connection that lasted this long proves that things are well.</summary>
    public static TimeSpan Stable { get; } = TimeSpan.FromSeconds(30);

    public TimeSpan Next()
    {
        var delay = _next == _first ? _next * (0.5 + (_random.NextDouble() / 2)) : _next * _random.NextDouble();
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return delay;
    }

    public void Reset() => _next = _first;
}
