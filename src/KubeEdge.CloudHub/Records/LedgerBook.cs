using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.CloudHub.Records;

/// <summary>The ledgers of all nodes that have records or a session.</summary>
internal sealed class LedgerBook
{
    /// <summary>How many holdings without a record are kept for nodes that are not served here; beyond that the oldest are forgotten.</summary>
    private const int MaxUnrecorded = 65_536;

    private readonly ConcurrentDictionary<string, NodeLedger> _ledgers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(NodeLedger Ledger, LedgerEntry Entry, Holding Holding)> _unrecorded = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when every record of the API has been read once. Before that nothing may be delivered.</summary>
    public Task Loaded => _loaded.Task;

    public NodeLedger For(string node) => _ledgers.GetOrAdd(node, static name => new NodeLedger(name));

    public bool TryFind(string node, [NotNullWhen(true)] out NodeLedger? ledger) => _ledgers.TryGetValue(node, out ledger);

    public IReadOnlyList<string> NodesWithRecords()
    {
        var nodes = new List<string>();
        foreach (var (node, ledger) in _ledgers)
        {
            lock (ledger.Gate)
            {
                if (ledger.HasRecords)
                {
                    nodes.Add(node);
                }
            }
        }

        return nodes;
    }

    public void MarkLoaded() => _loaded.TrySetResult();

    /// <summary>
    /// A node that is not connected here may hold an object that has no record any more. It is kept, so that a node that comes back is told
    /// to delete it, but not without a bound: another hub may serve the node and know better.
    /// </summary>
    public void NoteUnrecorded(NodeLedger ledger, LedgerEntry entry, Holding holding) => _unrecorded.Enqueue((ledger, entry, holding));

    /// <summary>Forgets the oldest of what has no record, down to the bound. Not under any ledger's gate.</summary>
    public void TrimUnrecorded(int limit = MaxUnrecorded)
    {
        while (_unrecorded.Count > limit && _unrecorded.TryDequeue(out var oldest))
        {
            lock (oldest.Ledger.Gate)
            {
                if (!oldest.Ledger.IsServed && oldest.Holding is { RecordVersion: null, IsWriting: false, IsQueued: false })
                {
                    oldest.Ledger.Remove(oldest.Entry, oldest.Holding);
                }
            }
        }
    }
}
