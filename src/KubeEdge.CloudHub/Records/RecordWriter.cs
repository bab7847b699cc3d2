using System.Threading.Channels;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Records;

/// <summary>
/// Writes the ledgers' records to the API: a fixed number of writers, each holding in the queue at most once, always the newest
/// state (so a hundred acknowledgements of one object may cost one write). An API that is away slows the writers down and nothing else.
/// </summary>
internal sealed partial class RecordWriter(
    IRecordStore store, CloudHubMetrics metrics, TimeProvider timeProvider, ILogger<RecordWriter> logger)
    : IRecords, IDisposable
{
    private const int Writers = 32;
    private const int Creators = 64;
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _maxPause = TimeSpan.FromSeconds(5);

    // Unbounded, yet bounded: no holding is in it twice.
    private readonly Channel<WorkItem> _queue = Channel.CreateUnbounded<WorkItem>();
    private readonly SemaphoreSlim _creators = new(Creators);
    private readonly CancellationTokenSource _ending = new();

    // What is queued or under way, and one more until the writing is to end.
    private int _unfinished = 1;

    public void Enqueue(NodeLedger ledger, LedgerEntry entry, Holding holding)
    {
        if (!holding.IsQueued && !holding.IsWriting && MustWrite(ledger, holding))
        {
            Interlocked.Increment(ref _unfinished);
            holding.IsQueued = _queue.Writer.TryWrite(new WorkItem(ledger, entry, holding));
            if (!holding.IsQueued)
            {
                Finish();
            }
        }
    }

    public async Task<bool> EnsureAsync(
        NodeLedger ledger, ResourceKey key, ResourceType type, Holding holding, CancellationToken cancellationToken)
    {
        if (_ending.IsCancellationRequested)
        {
            return false;
        }

        // Counted like what is queued: an acknowledgement that comes during this write is queued by it.
        Interlocked.Increment(ref _unfinished);
        try
        {
            await _creators.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await EnsureNowAsync(ledger, key, type, holding, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _creators.Release();
            }
        }
        finally
        {
            Finish();
        }
    }

    /// <summary>Writes until <see cref="Complete"/> was called and nothing is left to write, or the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var writers = new Task[Writers];
        for (var i = 0; i < writers.Length; i++)
        {
            writers[i] = WriteAllAsync(cancellationToken);
        }

        return Task.WhenAll(writers);
    }

    /// <summary>Writes one holding, if one waits; for tests that decide themselves when what happens.</summary>
    internal async Task<bool> TryWriteNextAsync(CancellationToken cancellationToken)
    {
        if (!_queue.Reader.TryRead(out var item))
        {
            return false;
        }

        await WriteCountedAsync(item, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Nothing new is acknowledged any more: the writing ends with what is queued and what follows from it.</summary>
    public void Complete()
    {
        if (!_ending.IsCancellationRequested)
        {
            _ending.Cancel();
            Finish();
        }
    }

    public void Dispose()
    {
        _creators.Dispose();
        _ending.Dispose();
    }

    // Only the hub that serves a node makes records for it: another one would undo the removal that follows a deletion.
    private static bool MustWrite(NodeLedger ledger, Holding holding) =>
        holding.NeedsWrite && (holding.RecordVersion is not null || ledger.IsServed);

    private Task<bool> EnsureNowAsync(
        NodeLedger ledger, ResourceKey key, ResourceType type, Holding holding, CancellationToken cancellationToken)
    {
        LedgerEntry? entry;
        lock (ledger.Gate)
        {
            entry = holding.RecordVersion is null ? null : ledger.Find(key);
        }

        return entry is null
            ? CreateAsync(ledger, key, type, holding, cancellationToken)
            : WriteNowAsync(new WorkItem(ledger, entry, holding), cancellationToken);
    }

    private async Task<bool> CreateAsync(
        NodeLedger ledger, ResourceKey key, ResourceType type, Holding holding, CancellationToken cancellationToken)
    {
        var record = SyncRecord.For(ledger, key, type, holding);
        var result = await store.TryAsync(RecordCall.Create, record, ResourceVersions.None, string.Empty, cancellationToken)
            .ConfigureAwait(false);
        metrics.RecordWritten(RecordCall.Create, result.Status);
        if (result.Status is not (RecordStatus.Done or RecordStatus.Exists))
        {
            Log.CreateFailed(logger, record.RecordName, record.Namespace, result.Status, result.Detail);
            return false;
        }

        lock (ledger.Gate)
        {
            Apply(ledger, holding, RecordCall.Create, result);
            if (ledger.Find(key) is { } entry)
            {
                Enqueue(ledger, entry, holding);
            }
        }

        return true;
    }

    // A conflict needs a read and a second write; more than that is somebody else's doing, and a later try's business.
    private async Task<bool> WriteNowAsync(WorkItem item, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3; i++)
        {
            if (!await WriteAsync(item, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            lock (item.Ledger.Gate)
            {
                if (item.Holding is { IsWriting: false, NeedsWrite: false })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        var pause = _firstPause;
        await foreach (var item in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await WriteCountedAsync(item, cancellationToken).ConfigureAwait(false))
            {
                pause = _firstPause;
                continue;
            }

            pause = await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // The stop cuts a pause short and makes the next ones short: the API may be back, and there is little time left.
    private async Task<TimeSpan> PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        var isEnding = _ending.IsCancellationRequested;
        var end = isEnding ? CancellationToken.None : _ending.Token;
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
        try
        {
            await Task.Delay(isEnding ? _firstPause : pause, timeProvider, cut.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return _firstPause;
        }

        return pause * 2 < _maxPause ? pause * 2 : _maxPause;
    }

    private async Task<bool> WriteCountedAsync(WorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Finish();
        }
    }

    // After the write, which may have queued the holding again: an acknowledgement came while the one before it was written.
    private void Finish()
    {
        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _queue.Writer.TryComplete();
        }
    }

    private async Task<bool> WriteAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var (ledger, entry, holding) = item;
        string recordVersion;
        string version;
        RecordCall call;
        lock (ledger.Gate)
        {
            holding.IsQueued = false;
            if (holding.IsWriting || !MustWrite(ledger, holding))
            {
                // Whoever writes at the moment looks again afterwards.
                return true;
            }

            holding.IsWriting = true;
            call = NextCall(holding);
            (version, recordVersion) = (holding.Version, holding.RecordVersion ?? string.Empty);
        }

        var record = SyncRecord.For(ledger, entry.Key, entry.Type, holding);
        var result = new RecordResult(RecordStatus.Unavailable);
        try
        {
            result = await store.TryAsync(call, record, version, recordVersion, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (ledger.Gate)
            {
                holding.IsWriting = false;
                Settle(item, call, recordVersion, result);
            }
        }

        metrics.RecordWritten(call, result.Status);
        if (result.Status is RecordStatus.Refused or RecordStatus.Unavailable)
        {
            Log.WriteFailed(logger, record.RecordName, record.Namespace, result.Status, result.Detail);
            return false;
        }

        return true;
    }

    private readonly record struct WorkItem(NodeLedger Ledger, LedgerEntry Entry, Holding Holding);
}
