using KubeEdge.MetaStore.Integrity;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaStore.Diagnostics;

/// <summary>Keeps the health of the store and says so once per change.</summary>
internal sealed partial class HealthMonitor(string path, MetaStoreMetrics metrics, TimeProvider time, ILogger logger)
{
    private const int Remembered = 100;
    private readonly Lock _gate = new();
    private readonly HashSet<DamagedRow> _known = [];
    private StoreHealth _health = new(StoreStatus.Ready, null, [], 0, string.Empty);

    public StoreHealth Current => Volatile.Read(ref _health);

    public void Opened(string sqliteVersion)
    {
        lock (_gate)
        {
            _health = _health with { SqliteVersion = sqliteVersion };
        }

        Log.Opened(logger, path, sqliteVersion);
    }

    public void Working()
    {
        if (Current.Status == StoreStatus.ReadOnly)
        {
            lock (_gate)
            {
                _health = _health with { Status = StoreStatus.Ready, Reason = null };
            }

            Log.WritesAgain(logger, path);
        }
    }

    public void Failing(Exception fault)
    {
        bool first;
        lock (_gate)
        {
            first = _health.Status == StoreStatus.Ready;
            _health = _health.Status == StoreStatus.Closed
                ? _health
                : _health with { Status = StoreStatus.ReadOnly, Reason = fault.Message };
        }

        if (first)
        {
            Log.CannotWrite(logger, path, fault.Message);
        }
    }

    public void Closed()
    {
        lock (_gate)
        {
            _health = _health with { Status = StoreStatus.Closed };
        }
    }

    /// <summary>Records damage; false when it is known already.</summary>
    public bool Found(in DamagedRow row, string detail)
    {
        lock (_gate)
        {
            // Bounded: on a dying disk the same picture is told by fewer rows.
            if (_known.Count >= 10_000 || !_known.Add(row))
            {
                return false;
            }

            var key = row.Kind == DamageKind.Object ? row.Key : null;
            var damage = _health.Damage.Add(new StoreDamage(row.Kind, time.GetUtcNow(), key, detail));
            _health = _health with
            {
                Damage = damage.Length > Remembered ? damage.RemoveAt(0) : damage, DamageCount = _health.DamageCount + 1,
            };
        }

        metrics.Damaged(row.Kind);
        if (row.Kind == DamageKind.WriteAheadLogTail)
        {
            Log.CutWrite(logger, path, detail);
        }
        else
        {
            Log.Damage(logger, path, detail);
        }

        return true;
    }

    /// <summary>The row is out of service; what comes in its place and breaks is news again.</summary>
    public void Repaired(in DamagedRow row)
    {
        lock (_gate)
        {
            _known.Remove(row);
        }
    }
}
