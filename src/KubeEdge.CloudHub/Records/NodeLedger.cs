using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Records;

/// <summary>
/// What one node is known to hold: the ObjectSync records of the API, ahead of them by what was acknowledged and not yet written. It
/// outlives sessions; a session's delivery works on it under <see cref="Gate"/>.
/// </summary>
/// <param name="node">The node.</param>
internal sealed class NodeLedger(string node)
{
    private readonly Dictionary<ResourceKey, LedgerEntry> _entries = [];

    public string Node { get; } = node;

    public Lock Gate { get; } = new();

    public Dictionary<ResourceKey, LedgerEntry>.ValueCollection Entries => _entries.Values;

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
        if (entry.First is null)
        {
            _entries.Remove(entry.Key);
        }
    }
}
