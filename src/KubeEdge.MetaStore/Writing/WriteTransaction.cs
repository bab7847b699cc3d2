using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Writing;

/// <summary>Transactions on the writer's connection, synced or not.</summary>
internal sealed class WriteTransaction(SqliteDatabase database)
{
    private readonly SqliteStatement _begin = database.Prepare("BEGIN IMMEDIATE");
    private readonly SqliteStatement _commit = database.Prepare("COMMIT");
    private readonly SqliteStatement _rollback = database.Prepare("ROLLBACK");
    private readonly SqliteStatement _save = database.Prepare("SAVEPOINT batch");
    private readonly SqliteStatement _release = database.Prepare("RELEASE batch");
    private readonly SqliteStatement _undo = database.Prepare("ROLLBACK TO batch");
    private bool? _synced;
    private int _changesAtBegin;

    /// <summary>Whether the transaction may have changed something; what was undone within it counts too.</summary>
    public bool HasChanges => database.TotalChanges != _changesAtBegin;

    /// <param name="synced">Whether the commit waits for the disk.</param>
    public void Begin(bool synced)
    {
        if (_synced != synced)
        {
            database.Execute(synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            _synced = synced;
        }

        _begin.Run();
        _changesAtBegin = database.TotalChanges;
    }

    public void Commit() => _commit.Run();

    public void Save() => _save.Run();

    public void Release() => _release.Run();

    public void UndoSaved()
    {
        _undo.Run();
        _release.Run();
    }

    /// <summary>Ends the transaction if SQLite has not done so itself.</summary>
    public void Rollback()
    {
        if (database.InTransaction)
        {
            _rollback.Run();
        }
    }
}
