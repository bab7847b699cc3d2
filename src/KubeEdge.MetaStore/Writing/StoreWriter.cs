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
            _queue.Gather(_group, _lastGroup, _lastSync / 4);
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
        var revision = _session.LastRevision;
        var (full, most) = (false, 0L);
        foreach (var pending in _group)
        {
            full |= pending.Durability == Durability.Full;
            most += pending.Batch.MostRevisions;
        }

        try
        {
            WriteGroup(full, most);
            _publisher.Publish(_session);
            _metrics.Dropped(_session.Committed());
            _health.Working();
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

        var elapsed = _time.GetElapsedTime(started);
        (_lastGroup, _lastSync) = (_group.Count, full ? elapsed : TimeSpan.Zero);
        _metrics.Committed(_group, elapsed);
    }

    private void WriteGroup(bool full, long most)
    {
        // Revisions are reserved on disk before the first of them can be seen.
        var reserve = _session.LastRevision + most > _session.State.Current.Reserved;
        full |= reserve;
        _session.Now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _session.Transaction.Begin(full);
        if (reserve)
        {
            _session.State.Write(_session.State.Current with { Reserved = _session.LastRevision + most + StoreLoader.Block });
        }

        foreach (var pending in _group)
        {
            _applier.Apply(pending);
        }

        // A repeated message may find its object stored but not yet synced: then there must be something to sync.
        if (full && _unsynced && !_session.Transaction.HasChanges)
        {
            _session.State.Write(_session.State.Current with { Touched = _session.State.Current.Touched + 1 });
        }

        var changed = _session.Transaction.HasChanges;
        _session.Transaction.Commit();
        _unsynced = changed ? !full : _unsynced;
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
