using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KubeEdge.MetaStore.Diagnostics;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Objects;
using KubeEdge.MetaStore.Queues;
using KubeEdge.MetaStore.Reading;
using KubeEdge.MetaStore.Sqlite;
using KubeEdge.MetaStore.Watching;
using KubeEdge.MetaStore.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.MetaStore.Schema;

/// <summary>Opens a store: lock, look, verify, load, start.</summary>
internal static class StoreOpener
{
    public static Store Open(MetaStoreOptions options, ILogger? logger, TimeProvider? timeProvider, IMeterFactory? meterFactory)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        var path = Path.GetFullPath(options.Path);
        var (time, log) = (timeProvider ?? TimeProvider.System, new QuietLogger(logger ?? NullLogger.Instance));
        var version = SqliteLibrary.Load(options.SqliteLibrary);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var fileLock = StoreFileLock.Take(path);
        var metrics = new MetaStoreMetrics(meterFactory);
        try
        {
            var health = new HealthMonitor(path, metrics, time, log);
            var store = Build(options, path, fileLock, health, metrics, time, log);
            health.Opened(version);
            return store;
        }
        catch (SqliteFaultException e)
        {
            fileLock.Dispose();
            metrics.Dispose();
            throw new MetaStoreException(StoreOpenFailure.InputOutput, path, $"{path} cannot be opened: {e.Message}", e);
        }
        catch
        {
            fileLock.Dispose();
            metrics.Dispose();
            throw;
        }
    }

    private static Store Build(
        MetaStoreOptions options,
        string path,
        StoreFileLock fileLock,
        HealthMonitor health,
        MetaStoreMetrics metrics,
        TimeProvider time,
        ILogger logger)
    {
        var damage = new DamageReporter(health);
        var file = new StoreFile(path, options, damage, time).Open();
        var database = file.Database;
        try
        {
            var events = new EventIndex(options.Retention);
            var queues = new ConcurrentDictionary<string, QueueState>(StringComparer.Ordinal);
            var session = new WriteSession(database, queues, options.MaxValueBytes);
            var cache = new ObjectCache(options.ObjectCacheBytes);
            var signal = new CommitSignal();
            var publisher = new CommitPublisher(events, cache, signal);
            var maintenance = new Maintenance(events, options, time);
            session.Now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var version = new StoreLoader(session, damage, events).Load(file, maintenance);
            publisher.Start(session.LastRevision, version);
            cache.Invalidate([], session.LastRevision);
            var readers = new ReaderPool(path, options.PageCacheBytes, damage);
            var writer = new StoreWriter(session, publisher, maintenance, health, metrics, time, logger, options.WriteQueueLength);
            var expiry = new ExpiryTimer(time, operation => Submit(writer, operation));
            publisher.LifetimeAdded = expiry.Set;
            var next = session.Objects.NextExpiry();
            writer.Start();
            damage.SetAside = row => SetAsideAsync(writer, health, row);
            if (next > 0)
            {
                expiry.Set(next);
            }

            return new Store(new StoreParts(
                options, fileLock, session.State, writer, readers, publisher, events, cache, signal, queues, damage, health, metrics,
                expiry));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static async Task SetAsideAsync(StoreWriter writer, HealthMonitor health, DamagedRow row)
    {
        await Submit(writer, new SetAsideOperation(row)).ConfigureAwait(false);
        if (row.Kind is not (DamageKind.Object or DamageKind.Event))
        {
            health.Repaired(row);
        }
    }

    private static ValueTask<CommitResult> Submit(StoreWriter writer, BatchOperation operation)
    {
        var batch = new StoreBatch();
        batch.Add(operation, 0);
        return writer.SubmitAsync(batch, Durability.Normal, CancellationToken.None);
    }
}
