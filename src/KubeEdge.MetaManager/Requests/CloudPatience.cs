namespace KubeEdge.MetaManager.Requests;

/// <summary>
/// Whether a question that the store can answer too is still worth asking. After two answers in a row that came too late, only one
/// question in half a minute is asked, to see whether the cloud is back; a new connection begins afresh. The original waits a minute for each.
/// </summary>
internal sealed class CloudPatience(TimeProvider timeProvider)
{
    private const int Misses = 2;
    private static readonly TimeSpan _probeInterval = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private int _missed;
    private long _lastProbe;
    private DateTimeOffset _connectedSince;

    /// <param name="connectedSince">Since when the link is up.</param>
    public bool ShouldAsk(DateTimeOffset connectedSince)
    {
        lock (_gate)
        {
            if (_connectedSince != connectedSince)
            {
                _connectedSince = connectedSince;
                _missed = 0;
            }

            if (_missed >= Misses && timeProvider.GetElapsedTime(_lastProbe) < _probeInterval)
            {
                return false;
            }

            _lastProbe = timeProvider.GetTimestamp();
            return true;
        }
    }

    /// <summary>The cloud answered, in time or not: it is there.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            _missed = 0;
        }
    }

    public void Missed()
    {
        lock (_gate)
        {
            _missed++;
            _lastProbe = timeProvider.GetTimestamp();
        }
    }
}
