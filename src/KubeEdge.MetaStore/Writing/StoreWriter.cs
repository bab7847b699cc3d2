using KubeEdge.MetaStore.Diagnostics;
using KubeEdge.MetaStore.Schema;
using KubeEdge.MetaStore.Sqlite;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaStore.Writing;

/// <summary>
/// The one thread that writes. Whatever waits goes into one transaction, so that 64 writers share the price of one sync; the callers
/// complete after it, in order.
/// </summary>
internal sealed partial class StoreWriter : IDisposable
{
    private readonly WriteSession _session;
    private readonly BatchApplier _applier;
    private readonly CommitPublisher _publisher;
    private readonly Maintenance _maintenance;
    private readonly HealthMonitor _health;
    private readonly MetaStoreMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CommitQueue _queue;
    private readonly List<PendingCommit> _group = [];
    private readonly Thread _thread;
    private int _lastGroup;
    private TimeSpan _lastSync;
    private bool _unsynced;

    public StoreWriter(
        WriteSession session,
        CommitPublisher publisher,
        Maintenance maintenance,
        HealthMonitor health,
        MetaStoreMetrics metrics,
        TimeProvider time,
        ILogger logger,
        int queueLength)
    {
        (_session, _publisher, _maintenance, _health) = (session, publisher, maintenance, health);
        (_metrics, _time, _logger) = (metrics, time, logger);
        _applier = new BatchApplier(session);
        _queue = new CommitQueue(queueLength, time);
        _thread = new Thread(Run) { IsBackground = true, Name = "metastore-writer" };
    }

    public int Waiting => _queue.Waiting;

    public void Start() => _thread.Start();

    public ValueTask<CommitResult> SubmitAsync(StoreBatch batch, Durability durability, CancellationToken cancellationToken) =>
        _queue.SubmitAsync(new PendingCommit(batch, durability, cancellationToken));

    /// <summary>Writes what was submitted before, then closes the connection.</summary>
    public void Dispose()
    {
        _queue.Close();
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        while (_queue.Collect(_group))
        {
            CommitGroup();
            foreach (var pending in _group)
            {
                pending.Finish();
            }

            _group.Clear();
            Maintain();
        }

        Close();
    }

    /// <summary>Gives back the revisions reserved but not used, so that a clean stop leaves no gap.</summary>
    private void Close()
    {
        try
        {
            _session.Transaction.Begin(synced: true);
            _session.State.Write(_session.State.Current with { Reserved = _session.LastRevision });
            _session.Transaction.Commit();
        }
        catch (SqliteFaultException e)
        {
            Log.CloseFailed(_logger, e);
        }

        _session.Dispose();
    }

    private void CommitGroup()
    {
        var started = _time.GetTimestamp();
        var dropped = 0L;
        if (TryWriteGroup())
        {
            // On disk: nothing that happens from here on takes it back.
            dropped = _publisher.Publish(_session);
            _health.Working();
        }

        _lastGroup = _group.Count;
        Measure(dropped, _time.GetElapsedTime(started));
    }

    private bool TryWriteGroup()
    {
        var revision = _session.LastRevision;
        try
        {
            WriteGroup();
            return true;
        }
        catch (SqliteFaultException e)
        {
            GiveUp(e, revision);
        }
        catch (Exception e)
        {
            // A fault of ours must not take the process with it.
            Log.Unexpected(_logger, e);
            GiveUp(e, revision);
        }

        return false;
    }

    // Who listens to the meters runs on this thread: what one throws is its own fault, and not that of those who wait for the commit.
    private void Measure(long dropped, TimeSpan elapsed)
    {
        try
        {
            _metrics.Dropped(dropped);
            _metrics.Committed(_group, elapsed);
        }
        catch (Exception e)
        {
            Log.NotMeasured(_logger, e);
        }
    }

    private void WriteGroup()
    {
        var (full, most, bytes) = Sum();
        _session.Now = _time.GetUtcNow().ToUnixTimeMilliseconds();

        // Revisions are reserved on disk before the first of them can be seen, half a block ahead.
        var reserved = _session.State.Current.Reserved;
        var reserve = _session.LastRevision + most + (StoreLoader.Block / 2) > reserved;
        full |= reserve;
        _session.Transaction.Begin(full);
        if (reserve)
        {
            reserved = _session.LastRevision + most + StoreLoader.Block;
            _session.State.Write(_session.State.Current with { Reserved = reserved });
        }

        foreach (var pending in _group)
        {
            _applier.Apply(pending);
        }

        ApplyMore(full, reserved, bytes);
        Commit(full, reserve);
    }

    private (bool Full, long Revisions, long Bytes) Sum()
    {
        var (full, revisions, bytes) = (false, 0L, 0L);
        foreach (var pending in _group)
        {
            full |= pending.Durability == Durability.Full;
            revisions += pending.Batch.MostRevisions;
            bytes += pending.Batch.Bytes;
        }

        return (full, revisions, bytes);
    }

    /// <summary>Takes what has come meanwhile into the open transaction, as far as it fits. A lone writer is not waited for.</summary>
    private void ApplyMore(bool full, long reserved, long bytes)
    {
        while (_queue.TryNext(full && _group.Count < _lastGroup ? _lastSync / 2 : TimeSpan.Zero, out var pending))
        {
            bytes += pending.Batch.Bytes;
            if ((pending.Durability == Durability.Full && !full)
                || _session.LastRevision + pending.Batch.MostRevisions > reserved
                || !CommitQueue.HasRoom(_group.Count, bytes))
            {
                _queue.Hold(pending);
                return;
            }

            // Among the group before it is applied: whatever happens from here on, its caller gets an answer.
            _group.Add(pending);
            _applier.Apply(pending);
        }
    }

    private void Commit(bool full, bool changed)
    {
        foreach (var pending in _group)
        {
            changed |= pending.Error is null && pending.Outcome.Applied > 0;
        }

        // A repeated message may find its object stored but not yet synced: then there must be something to sync.
        if (full && _unsynced && !changed)
        {
            _session.State.Write(_session.State.Current with { Touched = _session.State.Current.Touched + 1 });
            changed = true;
        }
        var began = _time.GetTimestamp();
        _session.Transaction.Commit();
        _lastSync = full ? _time.GetElapsedTime(began) : TimeSpan.Zero;
        _unsynced = changed ? !full : _unsynced || _session.Transaction.HasChanges;
    }

    private void GiveUp(Exception fault, long revision)
    {
        RollBack(revision);
        _health.Failing(fault);
        foreach (var pending in _group)
        {
            pending.Error = null;
            pending.Outcome = new CommitResult(CommitStatus.Unavailable, revision);
        }
    }

    private void RollBack(long revision)
    {
        try
        {
            _session.Transaction.Rollback();
            _session.RolledBack(revision);
        }
        catch (SqliteFaultException e)
        {
            Log.RollbackFailed(_logger, e);
        }
    }

    private void Maintain()
    {
        try
        {
            _maintenance.Run(_session, _queue.IsEmpty);
        }
        catch (Exception e)
        {
            RollBack(_session.LastRevision);
            _health.Failing(e);
        }
    }
}
