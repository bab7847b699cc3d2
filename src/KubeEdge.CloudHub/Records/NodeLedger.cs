using System.Diagnostics.CodeAnalysis;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Records;

/// <summary>
/// What one node is known to hold: the ObjectSync records of the API, ahead of them by what was acknowledged and not yet written. It
/// outlives sessions; a session's delivery works on it under <see cref="Gate"/>.
/// </summary>
/// <param name="node">The node.</param>
internal sealed class NodeLedger(string node)
{
    private const int MaxRemoved = 4096;
    private readonly Dictionary<ResourceKey, LedgerEntry> _entries = [];
    private readonly Queue<(LedgerEntry Entry, Holding Holding)> _contested = new();
    private readonly Dictionary<string, string> _removed = new(StringComparer.Ordinal);
    private int _newestSession;

    public string Node { get; } = node;

    public Lock Gate { get; } = new();

    /// <summary>How many deliveries of this hub work on the ledger; two for a moment while a session replaces another.</summary>
    public int Deliveries { get; set; }

    /// <summary>Whether the node is served by this hub.</summary>
    public bool IsServed => Deliveries > 0;

    /// <summary>The number of the newest session that the node has or had here.</summary>
    public int NewestSession => Volatile.Read(ref _newestSession);

    /// <summary>Whether the API holds a record of this node, as far as is known.</summary>
    public bool HasRecords
    {
        get
        {
            foreach (var (_, entry) in _entries)
            {
                for (var holding = entry.First; holding is not null; holding = holding.Next)
                {
                    if (holding.RecordVersion is not null)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>
    /// Told, under the gate, of a record that another hub made while this one serves the node: the node may hold more than it was sent from
    /// here.
    /// </summary>
    public Action<LedgerEntry, Holding>? RecordFound { get; set; }

    public Dictionary<ResourceKey, LedgerEntry>.ValueCollection Entries => _entries.Values;

    /// <summary>A session of the node takes the place of any other; its number.</summary>
    public int BeginSession() => Interlocked.Increment(ref _newestSession);

    public LedgerEntry? Find(in ResourceKey key) => _entries.GetValueOrDefault(key);

    public LedgerEntry GetOrAdd(in ResourceKey key, ResourceType type)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            _entries.Add(key, entry = new LedgerEntry(key, type));
        }

        return entry;
    }

    public void Remove(LedgerEntry entry, Holding holding)
    {
        entry.Remove(holding);
        if (entry.First is null && Find(entry.Key) == entry)
        {
            _entries.Remove(entry.Key);
        }
    }

    /// <summary>
    /// Somebody else wrote or removed the record of what is known here. It is set right once the node is heard again, and not before: of
    /// two hubs that both believe to serve a node, one hears it.
    /// </summary>
    public void Contest(LedgerEntry entry, Holding holding)
    {
        if (!holding.IsContested)
        {
            holding.IsContested = true;
            _contested.Enqueue((entry, holding));
        }
    }

    /// <summary>The next record to set right.</summary>
    public bool TryTakeContested([NotNullWhen(true)] out LedgerEntry? entry, [NotNullWhen(true)] out Holding? holding)
    {
        if (_contested.TryDequeue(out var next))
        {
            (entry, holding) = next;
            holding.IsContested = false;
            return true;
        }

        (entry, holding) = (null, null);
        return false;
    }

    /// <summary>This hub removed the record of a uid when it was at this version. What the watch still tells up to that is old.</summary>
    public void NoteRemoved(string uid, string recordVersion)
    {
        if (_removed.Count >= MaxRemoved)
        {
            _removed.Clear();
        }

        _removed[uid] = recordVersion;
    }

    /// <summary>
    /// Whether this hub removed the record of a uid after it was at this version, and the watch has not confirmed it yet.
    /// </summary>
    public bool WasRemoved(string uid, string recordVersion) =>
        _removed.TryGetValue(uid, out var removed) && !ResourceVersions.IsNewer(recordVersion, removed);

    /// <summary>The watch confirmed a removal, or the record was made again.</summary>
    public bool ForgetRemoved(string uid) => _removed.Remove(uid);
}
