namespace KubeEdge.Mqtt.Storage;

/// <summary>Changes of the session store that one answer waits for.</summary>
internal struct StoreWait
{
    private Task? _all;
    private Task? _newest;

    public readonly bool IsEmpty => _all is null;

    /// <summary>Completes when all are durable. Faulted when one could not be stored.</summary>
    public readonly Task Task => _all ?? Task.CompletedTask;

    public void Add(Task stored)
    {
        // Changes in one batch have one task.
        if (!stored.IsCompletedSuccessfully && !ReferenceEquals(stored, _newest))
        {
            _all = _all is null ? stored : Task.WhenAll(_all, stored);
            _newest = stored;
        }
    }
}
