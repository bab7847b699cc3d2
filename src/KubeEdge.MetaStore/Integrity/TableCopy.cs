using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>Copies the whole rows of one table of a damaged file: forwards to the first hole, then backwards from the end to it.</summary>
internal sealed class TableCopy(string path, SqliteDatabase source, SqliteDatabase target, CheckedTable table)
{
    public void Run()
    {
        target.Execute("BEGIN");
        if (!CopyRows(table.SelectAll))
        {
            CopyRows(table.SelectBackwards);
        }

        target.Execute("COMMIT");
    }

    /// <summary>A hole in the source is expected; a copy that cannot be written must not look complete.</summary>
    private void Insert(SqliteStatement insert)
    {
        try
        {
            insert.Run();
        }
        catch (SqliteFaultException e)
        {
            throw new MetaStoreException(
                StoreOpenFailure.InputOutput, path, $"the copy of the damaged {path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>False when a page could not be read.</summary>
    private bool CopyRows(string select)
    {
        try
        {
            var columns = table.Columns.Split(',').Length;
            using var rows = source.Prepare(select);
            using var insert = target.Prepare(
                $"INSERT OR IGNORE INTO {table.Name}({table.Columns}) VALUES({string.Join(',', Enumerable.Repeat('?', columns))})");
            while (rows.Step())
            {
                if (table.IsWhole(rows))
                {
                    rows.CopyTo(insert, columns);
                    Insert(insert);
                }
            }

            return true;
        }
        catch (SqliteFaultException)
        {
            return false;
        }
    }
}
