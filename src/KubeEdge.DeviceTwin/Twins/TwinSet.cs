using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.DeviceTwin.Twins;

/// <summary>
/// The twins of one device, sorted by name; immutable. Names are ASCII, so ordinal order is the order of their UTF-8. An update of
/// existing twins copies one array of references and keeps the names.
/// </summary>
internal sealed class TwinSet
{
    private readonly string[] _names;
    private readonly StoredTwin[] _twins;

    private TwinSet(string[] names, StoredTwin[] twins) => (_names, _twins) = (names, twins);

    public static TwinSet Empty { get; } = new([], []);

    public int Count => _names.Length;

    public static TwinSet Create(SortedDictionary<string, StoredTwin> twins) =>
        twins.Count == 0 ? Empty : new([.. twins.Keys], [.. twins.Values]);

    public string Name(int index) => _names[index];

    public StoredTwin this[int index] => _twins[index];

    public bool TryGet(string name, [NotNullWhen(true)] out StoredTwin? twin)
    {
        var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        twin = index < 0 ? null : _twins[index];
        return twin is not null;
    }

    /// <summary>The set with these twins new or in place of their predecessors. The changes are sorted by name.</summary>
    public TwinSet With(IReadOnlyList<KeyValuePair<string, StoredTwin>> changes)
    {
        var added = 0;
        foreach (var (name, _) in changes)
        {
            added += Array.BinarySearch(_names, name, StringComparer.Ordinal) < 0 ? 1 : 0;
        }

        return changes.Count == 0 ? this : added == 0 ? Replace(changes) : Merge(changes, added);
    }

    private TwinSet Replace(IReadOnlyList<KeyValuePair<string, StoredTwin>> changes)
    {
        var twins = (StoredTwin[])_twins.Clone();
        foreach (var (name, twin) in changes)
        {
            twins[Array.BinarySearch(_names, name, StringComparer.Ordinal)] = twin;
        }

        return new(_names, twins);
    }

    private TwinSet Merge(IReadOnlyList<KeyValuePair<string, StoredTwin>> changes, int added)
    {
        var names = new string[Count + added];
        var twins = new StoredTwin[names.Length];
        for (int old = 0, change = 0, at = 0; at < names.Length; at++)
        {
            var order = old == Count ? 1
                : change == changes.Count ? -1
                : string.CompareOrdinal(_names[old], changes[change].Key);
            (names[at], twins[at]) = order < 0 ? (_names[old], _twins[old]) : (changes[change].Key, changes[change].Value);
            old += order <= 0 ? 1 : 0;
            change += order >= 0 ? 1 : 0;
        }

        return new(names, twins);
    }
}
