namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>The entries of a JSON map in the order of their names; of those that have the same name the last counts.</summary>
internal static class NamedEntries
{
    public static IReadOnlyList<KeyValuePair<string, T>> Sort<T>(List<KeyValuePair<string, T>> entries, IComparer<string> order)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (order.Compare(entries[i - 1].Key, entries[i].Key) >= 0)
            {
                var sorted = new SortedDictionary<string, T>(order);
                foreach (var (name, value) in entries)
                {
                    sorted[name] = value;
                }

                return [.. sorted];
            }
        }

        return entries;
    }
}
