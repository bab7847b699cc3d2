using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Log;

/// <summary>
/// Binds keys to three parameters of one statement. SQLite copies every text it is given; type and namespace are given only when they
/// differ
/// from those bound last.
/// </summary>
internal sealed class KeyBinding(SqliteStatement statement, int first)
{
    private KeyText? _key;
    private int _prefix;

    public SqliteStatement Bind(KeyText key)
    {
        if (!ReferenceEquals(key, _key) || key.Prefix != _prefix)
        {
            statement.BindText(first, key.Type).BindText(first + 1, key.Namespace);
            (_key, _prefix) = (key, key.Prefix);
        }

        return statement.BindText(first + 2, key.Name);
    }
}
