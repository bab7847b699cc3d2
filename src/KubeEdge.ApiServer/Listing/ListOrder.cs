using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Listing;

/// <summary>
/// The order of lists: by the bytes of <c>namespace/name</c> as one text, as etcd keeps its keys. So <c>a-b/x</c> comes before <c>a/x</c>.
/// </summary>
internal static class ListOrder
{
    public static string PathOf(in ResourceKey key) => key.Namespace is null ? key.Name : $"{key.Namespace}/{key.Name}";

    public static IReadOnlyList<StoredObject> Sort(IReadOnlyList<StoredObject> items)
    {
        for (var index = 1; index < items.Count; index++)
        {
            if (Compare(items[index - 1].Key, items[index].Key) > 0)
            {
                var sorted = items.ToArray();
                Array.Sort(sorted, (left, right) => Compare(left.Key, right.Key));
                return sorted;
            }
        }

        return items;
    }

    /// <summary>Index of the first item behind a path.</summary>
    public static int After(IReadOnlyList<StoredObject> sorted, string path)
    {
        var low = 0;
        var high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(PathOf(sorted[middle].Key), path) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static int Compare(in ResourceKey left, in ResourceKey right) =>
        left.Namespace == right.Namespace
            ? string.CompareOrdinal(left.Name, right.Name)
            : string.CompareOrdinal(PathOf(left), PathOf(right));
}
