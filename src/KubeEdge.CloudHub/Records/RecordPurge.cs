using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Diagnostics;

namespace KubeEdge.CloudHub.Records;

/// <summary>Removes the records of nodes that are gone.</summary>
internal sealed class RecordPurge(LedgerBook ledgers, IRecordStore store, IRecordSink records, CloudHubMetrics metrics)
    : IDeliveryRecords
{
    private const int CallsAtOnce = 8;

    public Task Loaded => ledgers.Loaded;

    public IReadOnlyList<string> NodesWithRecords() => ledgers.NodesWithRecords();

    public async Task<bool> PurgeAsync(string nodeName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeName);
        if (!ledgers.TryFind(nodeName, out var ledger))
        {
            return true;
        }

        var failed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(RecordedIn(ledger), options, async (item, token) =>
        {
            if (!await RemoveAsync(ledger, item.Entry, item.Holding, token).ConfigureAwait(false))
            {
                Interlocked.Increment(ref failed);
            }
        }).ConfigureAwait(false);
        ledgers.TrimUnrecorded();
        return failed == 0;
    }

    private static List<(LedgerEntry Entry, Holding Holding)> RecordedIn(NodeLedger ledger)
    {
        var found = new List<(LedgerEntry, Holding)>();
        lock (ledger.Gate)
        {
            foreach (var entry in ledger.Entries)
            {
                for (var holding = entry.First; holding is not null; holding = holding.Next)
                {
                    if (holding.RecordVersion is not null)
                    {
                        found.Add((entry, holding));
                    }
                }
            }
        }

        return found;
    }

    private async Task<bool> RemoveAsync(NodeLedger ledger, LedgerEntry entry, Holding holding, CancellationToken cancellationToken)
    {
        string recordVersion;
        lock (ledger.Gate)
        {
            if (ledger.IsServed || holding.RecordVersion is null)
            {
                return true;
            }

            if (holding.IsWriting)
            {
                return false;
            }

            holding.IsWriting = true;
            recordVersion = holding.RecordVersion;
        }

        var record = SyncRecord.For(ledger, entry.Key, entry.Type, holding);
        var result = new RecordResult(RecordStatus.Unavailable);
        try
        {
            if (recordVersion.Length == 0)
            {
                result = await store.TryAsync(RecordCall.Read, record, ResourceVersions.None, recordVersion, cancellationToken)
                    .ConfigureAwait(false);
                recordVersion = result.RecordVersion ?? string.Empty;
            }

            if (recordVersion.Length > 0)
            {
                result = await store.TryAsync(RecordCall.Delete, record, ResourceVersions.None, recordVersion, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            lock (ledger.Gate)
            {
                holding.IsWriting = false;
                switch (result.Status)
                {
                    case RecordStatus.Done:
                        ledger.NoteRemoved(holding.Uid, recordVersion);
                        Forget(ledger, entry, holding);
                        break;
                    case RecordStatus.NotFound:
                        Forget(ledger, entry, holding);
                        break;
                    case RecordStatus.Conflict:
                        // Read before the next try.
                        holding.RecordVersion = string.Empty;
                        WriteIfServed(ledger, entry, holding);
                        break;
                    default:
                        WriteIfServed(ledger, entry, holding);
                        break;
                }
            }
        }

        metrics.RecordPurged(result.Status);
        return result.Status is RecordStatus.Done or RecordStatus.NotFound;
    }

    // The node may come back under its name with all that it held, so that is remembered for a while; the API holds nothing of it.
    private void Forget(NodeLedger ledger, LedgerEntry entry, Holding holding)
    {
        holding.RecordVersion = null;
        holding.StoredVersion = string.Empty;
        if (holding.IsGone)
        {
            ledger.Remove(entry, holding);
        }
        else if (ledger.IsServed)
        {
            WriteIfServed(ledger, entry, holding);
        }
        else
        {
            holding.Version = ResourceVersions.None;
            ledgers.NoteUnrecorded(ledger, entry, holding);
        }
    }

    // It connected meanwhile, so it is no node that is gone; what it confirmed during the call was left to whoever made that.
    private void WriteIfServed(NodeLedger ledger, LedgerEntry entry, Holding holding)
    {
        if (ledger.IsServed)
        {
            records.Enqueue(ledger, entry, holding);
        }
    }
}
