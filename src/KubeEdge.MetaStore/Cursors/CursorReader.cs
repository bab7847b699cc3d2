using System.Text;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Cursors;

/// <summary>Reads cursors on a reader's connection.</summary>
internal sealed class CursorReader(SqliteDatabase database, DamageReporter damage)
{
    private readonly SqliteStatement _get = database.Prepare("SELECT revision, crc FROM cursors WHERE name=?");

    /// <summary>Where the cursor is; −1 when it was never set or is damaged.</summary>
    public long Find(string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        if (!_get.BindText(1, text).Step())
        {
            return -1;
        }

        var (revision, sum) = (_get.Int64(0), _get.Int64(1));
        _get.Reset();
        if (sum == RowChecksum.OfNamed(text, revision))
        {
            return revision;
        }

        damage.Cursor(name);
        return -1;
    }
}
