using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Diagnostics;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>Takes in what readers found damaged: into the health, and to the writer that sets it aside.</summary>
internal sealed class DamageReporter(HealthMonitor health)
{
    /// <summary>Hands a row to the writer. Set by the store when it can write.</summary>
    public Func<DamagedRow, Task>? SetAside { get; set; }

    public void Object(in ResourceKey key, long revision)
    {
        var row = new DamagedRow(DamageKind.Object, revision, key, null);
        if (health.Found(row, $"{key}, revision {revision}, does not match its checksum"))
        {
            SetAside?.Invoke(row);
        }
    }

    public void Event(long revision)
    {
        var row = new DamagedRow(DamageKind.Event, revision, null, null);
        if (health.Found(row, $"the event of revision {revision} does not match its checksum"))
        {
            SetAside?.Invoke(row);
        }
    }

    public void Record(string collection, string key)
    {
        var row = new DamagedRow(DamageKind.Record, 0, new ResourceKey(string.Empty, "records", collection, key), null);
        if (health.Found(row, $"the record {key} of {collection} does not match its checksum"))
        {
            SetAside?.Invoke(row);
        }
    }

    public void Item(string queue, long id, long sequence)
    {
        var row = new DamagedRow(DamageKind.QueueItem, id, null, queue);
        if (health.Found(row, $"item {sequence} of queue {queue} does not match its checksum"))
        {
            SetAside?.Invoke(row);
        }
    }

    /// <summary>Damage of the file or its write-ahead log, found on open.</summary>
    public void File(DamageKind kind, string detail) => health.Found(new DamagedRow(kind, 0, null, detail), detail);

    public void Cursor(string name)
    {
        var row = new DamagedRow(DamageKind.Cursor, 0, null, name);
        if (health.Found(row, $"the cursor {name} does not match its checksum"))
        {
            SetAside?.Invoke(row);
        }
    }
}
