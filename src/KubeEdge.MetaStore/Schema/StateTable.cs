using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Schema;

/// <summary>The single row of store state. Written now and then, not with every commit.</summary>
internal sealed class StateTable(SqliteDatabase database)
{
    private readonly SqliteStatement _set = database.Prepare(
        """
        INSERT OR REPLACE INTO state(id, schema, reserved, floor, version, gap_start, gap_end, touched, crc)
        VALUES(1,?,?,?,?,?,?,?,?)
        """);

    private readonly SqliteStatement _get = database.Prepare(
        "SELECT reserved, floor, version, gap_start, gap_end, touched, crc, schema FROM state WHERE id=1");

    private StoreState _written;

    /// <summary>The state as committed.</summary>
    public StoreState Current { get; private set; }

    /// <summary>Reads the row; false when it is missing or damaged.</summary>
    public bool TryLoad()
    {
        if (!_get.Step())
        {
            return false;
        }

        Current = _written = new StoreState(
            _get.Int64(0), _get.Int64(1), (ulong)_get.Int64(2), _get.Int64(3), _get.Int64(4), _get.Int64(5));
        var (sum, schema) = (_get.Int64(6), _get.Int64(7));
        _get.Reset();
        return sum == RowChecksum.OfState(schema, Current) && schema == StoreSchema.Version;
    }

    /// <summary>Writes the row; it becomes <see cref="Current"/> with the commit.</summary>
    public void Write(in StoreState state)
    {
        _written = state;
        _set.Bind(1, StoreSchema.Version)
            .Bind(2, state.Reserved)
            .Bind(3, state.Floor)
            .Bind(4, (long)state.Version)
            .Bind(5, state.GapStart)
            .Bind(6, state.GapEnd)
            .Bind(7, state.Touched)
            .Bind(8, RowChecksum.OfState(StoreSchema.Version, state))
            .Run();
    }

    public void Committed() => Current = _written;

    public void RolledBack() => _written = Current;
}
