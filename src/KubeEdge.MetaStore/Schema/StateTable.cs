using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Schema;

/// <summary>The single row of store state. Written when rows retire, not with every commit.</summary>
internal sealed class StateTable(SqliteDatabase database)
{
    private readonly SqliteStatement _set = database.Prepare(
        "INSERT OR REPLACE INTO state(id, revision, floor, version, touched, crc) VALUES(1,?,?,?,?,?)");

    private readonly SqliteStatement _get = database.Prepare("SELECT revision, floor, version, touched, crc FROM state WHERE id=1");

    /// <summary>Reads the row; false when it is missing or damaged.</summary>
    public bool TryRead(out StoreState state)
    {
        state = default;
        if (!_get.Step())
        {
            return false;
        }

        state = new StoreState(_get.Int64(0), _get.Int64(1), (ulong)_get.Int64(2), _get.Int64(3));
        var sum = _get.Int64(4);
        _get.Reset();
        return sum == RowChecksum.OfState(state.Revision, state.Floor, (long)state.Version, state.Touched);
    }

    public void Write(in StoreState state) => _set
        .Bind(1, state.Revision)
        .Bind(2, state.Floor)
        .Bind(3, (long)state.Version)
        .Bind(4, state.Touched)
        .Bind(5, RowChecksum.OfState(state.Revision, state.Floor, (long)state.Version, state.Touched))
        .Run();
}
