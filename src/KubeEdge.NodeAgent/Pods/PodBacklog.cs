namespace KubeEdge.NodeAgent.Pods;

/// <summary>How much the cloud has not been told yet.</summary>
internal sealed class PodBacklog
{
    private readonly Lock _lock = new();
    private (int Count, DateTimeOffset Since) _current;

    /// <summary>How many pods wait, and since when the oldest does.</summary>
    public (int Count, DateTimeOffset Since) Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    public void Set(int count, DateTimeOffset since)
    {
        lock (_lock)
        {
            _current = (count, since);
        }
    }
}
