using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>One pass over the pointers on open: each must match its checksum and point at a whole row of its own key.</summary>
internal sealed class ObjectScan
{
    /// <summary>Revisions that objects point at.</summary>
    public HashSet<long> Current { get; } = [];

    /// <summary>Objects whose pointer is whole but whose row is damaged or gone.</summary>
    public List<(ResourceKey Key, long Revision)> Lost { get; } = [];

    /// <summary>Pointers that do not match their checksum, as text to delete them by.</summary>
    public List<(byte[] Type, byte[] Namespace, byte[] Name)> BadPointers { get; } = [];

    public static ObjectScan Run(SqliteDatabase database, HashSet<long> damagedRows)
    {
        var scan = new ObjectScan();
        var keys = new KeyReader();
        using var rows = database.Prepare(
            """
            SELECT o.type, o.namespace, o.name, o.revision, o.expires, o.crc,
                l.kind=0 AND l.type=o.type AND l.namespace=o.namespace AND l.name=o.name
            FROM objects o LEFT JOIN log l ON l.revision=o.revision
            """);
        while (rows.Step())
        {
            if (!CheckedTable.Objects.IsWhole(rows))
            {
                scan.BadPointers.Add((rows.Bytes(0).ToArray(), rows.Bytes(1).ToArray(), rows.Bytes(2).ToArray()));
                continue;
            }

            var revision = rows.Int64(3);
            if (rows.Int64(6) == 1 && !damagedRows.Contains(revision))
            {
                scan.Current.Add(revision);
            }
            else
            {
                scan.Lost.Add((keys.Read(rows.Bytes(0), rows.Bytes(1), rows.Bytes(2)), revision));
            }
        }

        return scan;
    }
}
