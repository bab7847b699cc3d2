namespace KubeEdge.MetaStore.Queues;

/// <summary>A durable queue in memory: what readers may know (committed) and where the writer is (working).</summary>
internal sealed class QueueState(string name)
{
    private readonly Lock _gate = new();
    private QueuePosition _committed;
    private QueueLimits _limits = new();

    public string Name { get; } = name;

    /// <summary>Only the writer touches it.</summary>
    public QueuePosition Working { get; set; }

    public QueuePosition Committed
    {
        get
        {
            lock (_gate)
            {
                return _committed;
            }
        }
    }

    public QueueLimits Limits
    {
        get => Volatile.Read(ref _limits);
        set => Volatile.Write(ref _limits, value);
    }

    public void Publish()
    {
        lock (_gate)
        {
            _committed = Working;
        }
    }
}
