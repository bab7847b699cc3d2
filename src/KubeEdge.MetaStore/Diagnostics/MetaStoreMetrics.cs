using System.Diagnostics;
using System.Diagnostics.Metrics;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Diagnostics;

/// <summary>The instruments of the package; see docs/metrics.md.</summary>
internal sealed class MetaStoreMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _commits;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _group;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _damage;
    private readonly Counter<long> _tooOld;
    private readonly UpDownCounter<long> _watches;

    public MetaStoreMetrics(IMeterFactory? factory)
    {
        _meter = factory?.Create("KubeEdge.MetaStore") ?? new Meter("KubeEdge.MetaStore");
        _commits = _meter.CreateCounter<long>("kubeedge.store.commits", "{batch}", "Batches by outcome.");
        _duration = _meter.CreateHistogram<double>(
            "kubeedge.store.transaction.duration", "s", "Time to write one transaction, sync included.");
        _group = _meter.CreateHistogram<int>("kubeedge.store.transaction.batches", "{batch}", "Batches in one transaction.");
        _dropped = _meter.CreateCounter<long>("kubeedge.store.queue.dropped", "{item}", "Queue items dropped to make room.");
        _damage = _meter.CreateCounter<long>("kubeedge.store.damage", "{find}", "Damage found and set aside, by kind.");
        _tooOld = _meter.CreateCounter<long>(
            "kubeedge.store.watches.too_old", "{watch}", "Watches ended because the log no longer holds what they need.");
        _watches = _meter.CreateUpDownCounter<long>("kubeedge.store.watches", "{watch}", "Watches running.");
    }

    /// <summary>Adds the instruments that read the state of the store.</summary>
    public void Observe(Func<long> events, Func<long> eventBytes, Func<long> waiting, Func<long> queueItems, Func<long> queueBytes)
    {
        _meter.CreateObservableGauge("kubeedge.store.events", events, "{event}", "Events that watches can still read.");
        _meter.CreateObservableGauge("kubeedge.store.events.size", eventBytes, "By", "Bytes of those events.");
        _meter.CreateObservableGauge("kubeedge.store.waiting", waiting, "{batch}", "Batches waiting for the writer.");
        _meter.CreateObservableGauge("kubeedge.store.queue.items", queueItems, "{item}", "Items in all durable queues.");
        _meter.CreateObservableGauge("kubeedge.store.queue.size", queueBytes, "By", "Payload bytes in all durable queues.");
    }

    public void Committed(List<PendingCommit> group, TimeSpan elapsed)
    {
        if (_duration.Enabled)
        {
            _duration.Record(elapsed.TotalSeconds);
        }

        if (_group.Enabled)
        {
            _group.Record(group.Count);
        }

        if (_commits.Enabled)
        {
            foreach (var pending in group)
            {
                _commits.Add(1, new KeyValuePair<string, object?>("kubeedge.status", pending.Outcome.Status.ToString()));
            }
        }
    }

    public void Dropped(long items)
    {
        if (items > 0)
        {
            _dropped.Add(items);
        }
    }

    public void Damaged(DamageKind kind) => _damage.Add(1, new TagList { { "kubeedge.kind", kind.ToString() } });

    public void TooOld() => _tooOld.Add(1);

    public void WatchStarted() => _watches.Add(1);

    public void WatchEnded() => _watches.Add(-1);

    public void Dispose() => _meter.Dispose();
}
