using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Records;

/// <summary>Reads the records of the API into the ledgers: all of them at start, then every change, other hubs' included.</summary>
internal sealed partial class RecordIndex(
    KubeClient client, LedgerBook ledgers, IRecordSink records, TimeProvider timeProvider, ILogger<RecordIndex> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private int _unread = 2;

    /// <summary>Follows the API until the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        FollowAsync(RecordTypes.Namespaced, cancellationToken), FollowAsync(RecordTypes.Cluster, cancellationToken));

    /// <summary>A record exists, in this form.</summary>
    internal void Put(KubeObject record)
    {
        if (!SyncRecord.TrySplitName(record.Name, out var node, out var uid) || !TryReadKey(record, out var key, out var type))
        {
            Log.Unreadable(logger, record.Namespace, record.Name);
            return;
        }

        // The original leaves a record without a status for dead and never delivers its object again; here it means version 0.
        var stored = record.GetField("status.objectResourceVersion") ?? string.Empty;
        var ledger = ledgers.For(node);
        lock (ledger.Gate)
        {
            if (ledger.WasRemoved(uid, record.ResourceVersion))
            {
                return;
            }

            ledger.ForgetRemoved(uid);
            var entry = ledger.GetOrAdd(key, type);
            if (entry.Find(uid) is not { } holding)
            {
                holding = entry.Add(uid);
                holding.IsOffered = true;

                // While the node is served here, another hub's record only says that it may hold the object.
                holding.Version = ledger.IsServed ? ResourceVersions.None : ResourceVersions.OrNone(stored);
                ledger.RecordFound?.Invoke(entry, holding);
            }
            else if (!string.IsNullOrEmpty(holding.RecordVersion)
                && !ResourceVersions.IsNewer(record.ResourceVersion, holding.RecordVersion))
            {
                // The echo of a write whose answer is known already.
                return;
            }
            else if (!holding.IsWriting && !ledger.IsServed)
            {
                // Another hub serves the node and knows better than what waits to be written, or removed, here. While it is served here,
                // only its own answers count.
                holding.IsGone = false;
                holding.Version = ResourceVersions.OrNone(stored);
            }

            holding.FoundVersion ??= record.ResourceVersion;
            holding.RecordVersion = record.ResourceVersion;
            holding.StoredVersion = stored;
            if (ledger.IsServed && holding.NeedsWrite)
            {
                ledger.Contest(entry, holding);
            }
        }
    }

    /// <summary>
    /// A record is gone. If it was not this hub that removed it, the node may still hold the object (a namespace takes its records
    /// with it): the holding stays, so that the deletion reaches the node, but what version it is nobody knows any more.
    /// </summary>
    internal void Remove(KubeObject record)
    {
        if (!SyncRecord.TrySplitName(record.Name, out var node, out var uid) || !TryReadKey(record, out var key, out _))
        {
            return;
        }

        Remove(ledgers.For(node), uid, key, record.ResourceVersion);
        ledgers.TrimUnrecorded();
    }

    private void Remove(NodeLedger ledger, string uid, in ResourceKey key, string recordVersion)
    {
        lock (ledger.Gate)
        {
            if (ledger.ForgetRemoved(uid) || ledger.Find(key) is not { } entry || entry.Find(uid) is not { } holding)
            {
                return;
            }

            // The late echo of a removal before the record was made again; or not: then reading it tells.
            var isOld = !string.IsNullOrEmpty(holding.RecordVersion)
                && ResourceVersions.IsNewer(holding.RecordVersion, recordVersion);
            holding.RecordVersion = isOld ? string.Empty : null;
            holding.StoredVersion = string.Empty;
            if (holding is { IsGone: true, IsWriting: false, RecordVersion: null })
            {
                ledger.Remove(entry, holding);
            }
            else if (isOld)
            {
                records.Enqueue(ledger, entry, holding);
            }
            else if (ledger.IsServed)
            {
                // At once, but once until the node is heard again: a hub that does not know yet that the node left it must not fight the
                // one that serves it.
                if (holding.IsRestored)
                {
                    ledger.Contest(entry, holding);
                }
                else
                {
                    holding.IsRestored = true;
                    records.Enqueue(ledger, entry, holding);
                }
            }
            else
            {
                holding.Version = ResourceVersions.None;
                ledgers.NoteUnrecorded(ledger, entry, holding);
            }
        }
    }

    private static bool TryReadKey(KubeObject record, out ResourceKey key, out ResourceType type)
    {
        var apiVersion = record.GetField("spec.objectAPIVersion");
        var kind = record.GetField("spec.objectKind");
        var name = record.GetField("spec.objectName");
        key = default;
        if (apiVersion is null || kind is null || string.IsNullOrEmpty(name)
            || !ResourceTable.Default.TryGetByKind(apiVersion, kind, out type!)) // the null is not used: the method returns false then
        {
            type = RecordTypes.Namespaced;
            return false;
        }

        key = type.Key(record.Namespace, name);
        return true;
    }

    // One record that nobody foresaw must not end the reading of all others.
    private void Take(InformerEventKind kind, KubeObject record)
    {
        try
        {
            if (kind == InformerEventKind.Deleted)
            {
                Remove(record);
            }
            else
            {
                Put(record);
            }
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, record.Namespace, record.Name);
        }
    }

    private async Task FollowAsync(ResourceType type, CancellationToken cancellationToken)
    {
        var isRead = false;
        var informer = new Informer(client, type, null, timeProvider, logger);
        while (true)
        {
            try
            {
                await foreach (var change in informer.RunAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (change.Object is { } record)
                    {
                        Take(change.Kind, record);
                    }
                    else if (change.Kind == InformerEventKind.Synced && !isRead)
                    {
                        isRead = true;
                        NoteRead();
                    }
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // Without the records nothing is ever delivered.
                Log.BeginsAnew(logger, error, type.Plural);
            }

            await Task.Delay(_pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private void NoteRead()
    {
        if (Interlocked.Decrement(ref _unread) == 0)
        {
            Log.Loaded(logger);
            ledgers.MarkLoaded();
        }
    }
}
