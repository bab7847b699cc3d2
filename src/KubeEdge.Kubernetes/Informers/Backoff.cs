namespace KubeEdge.Kubernetes.Informers;

/// <summary>Waiting times after failures: a random part of a bound that doubles from 0.5 s to 10 s.</summary>
internal sealed class Backoff(Random random)
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _cap = TimeSpan.FromSeconds(10);

    private TimeSpan _bound = _first;

    public void Reset() => _bound = _first;

    /// <summary>The next wait, not shorter than the peer asked for.</summary>
    public TimeSpan Next(TimeSpan? asked)
    {
        var wait = _bound * random.NextDouble();
        _bound = _bound * 2 < _cap ? _bound * 2 : _cap;
        return asked is { } least && least > wait ? least + wait : wait;
    }
}
