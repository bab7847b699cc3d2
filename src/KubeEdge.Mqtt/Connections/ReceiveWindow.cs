namespace KubeEdge.Mqtt.Connections;

/// <summary>
/// What the client sent with QoS 1 and 2 on this connection and was not told the end of. Each identifier counts once, however often it is
/// repeated or released; what came on an earlier connection does not count.
/// </summary>
internal sealed class ReceiveWindow(int limit)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ushort> _unanswered = [];

    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _unanswered.Count >= limit;
            }
        }
    }

    public void Add(ushort id)
    {
        lock (_lock)
        {
            _unanswered.Add(id);
        }
    }

    /// <summary>The client is told the end of it.</summary>
    public void Remove(ushort id)
    {
        lock (_lock)
        {
            _unanswered.Remove(id);
        }
    }
}
