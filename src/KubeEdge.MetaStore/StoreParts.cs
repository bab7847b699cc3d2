using System.Collections.Concurrent;
using KubeEdge.MetaStore.Diagnostics;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Objects;
using KubeEdge.MetaStore.Queues;
using KubeEdge.MetaStore.Reading;
using KubeEdge.MetaStore.Schema;
using KubeEdge.MetaStore.Watching;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore;

/// <summary>What an open store is made of.</summary>
internal sealed record StoreParts(
    MetaStoreOptions Options,
    StoreFileLock FileLock,
    StateTable State,
    StoreWriter Writer,
    ReaderPool Readers,
    CommitPublisher Publisher,
    EventIndex Events,
    ObjectCache Cache,
    CommitSignal Signal,
    ConcurrentDictionary<string, QueueState> Queues,
    DamageReporter Damage,
    HealthMonitor Health,
    MetaStoreMetrics Metrics,
    ExpiryTimer Expiry);
