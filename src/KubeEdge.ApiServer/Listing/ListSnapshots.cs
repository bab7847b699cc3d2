using System.Diagnostics.CodeAnalysis;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Listing;

/// <summary>
/// Keeps the snapshots behind lists that are read page by page, so that all pages show one state. Bounded: the oldest goes first, and a
/// client that comes back too late is told to start again.
/// </summary>
internal sealed class ListSnapshots(TimeProvider clock)
{
    private const int MostSnapshots = 64;
    private const long MostBytes = 64L << 20;
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Query, StoreSnapshot Snapshot, long Bytes, DateTimeOffset Until)> _kept = new();
    private long _bytes;

    /// <summary>Keeps a snapshot for the pages to come.</summary>
    public void Keep(string query, StoreSnapshot snapshot)
    {
        var bytes = 0L;
        foreach (var item in snapshot.Objects)
        {
            bytes += item.Json.Length;
        }

        lock (_lock)
        {
            _kept.AddLast((query, snapshot, bytes, clock.GetUtcNow() + _lifetime));
            _bytes += bytes;
            Trim();
        }
    }

    public bool TryGet(string query, long revision, [NotNullWhen(true)] out StoreSnapshot? snapshot)
    {
        lock (_lock)
        {
            Trim();
            foreach (var kept in _kept)
            {
                if (kept.Snapshot.Revision == revision && kept.Query == query)
                {
                    snapshot = kept.Snapshot;
                    return true;
                }
            }
        }

        snapshot = null;
        return false;
    }

    private void Trim()
    {
        var now = clock.GetUtcNow();
        while (_kept.First is { Value: var oldest } && (_kept.Count > MostSnapshots || _bytes > MostBytes || oldest.Until <= now))
        {
            _bytes -= oldest.Bytes;
            _kept.RemoveFirst();
        }
    }
}
