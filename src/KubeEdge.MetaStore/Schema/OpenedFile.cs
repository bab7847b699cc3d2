using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Schema;

/// <summary>A file that SQLite can read, and what had to happen for that.</summary>
/// <param name="Database">The writer's connection.</param>
/// <param name="Wal">What the write-ahead log looked like.</param>
/// <param name="WasSalvaged">Whether the file is a copy of what could be read of a damaged one.</param>
internal sealed record OpenedFile(SqliteDatabase Database, WalReport Wal, bool WasSalvaged);
