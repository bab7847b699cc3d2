using System.Text;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Tests.Importing;

/// <summary>An <c>edgecore.db</c> as the original makes it.</summary>
internal sealed class OriginalDatabase : IDisposable
{
    private readonly SqliteDatabase _database;

    public OriginalDatabase(string folder, bool currentRelease = false)
    {
        Path = System.IO.Path.Combine(folder, "edgecore.db");
        SqliteLibrary.Load(null);
        _database = SqliteDatabase.Open(Path, 1 << 20);
        var (resource, version) = currentRelease ? ("group_version_resource", "resource_version") : ("groupversionresource", "resourceversion");
        _database.Execute(
            $"""
            CREATE TABLE meta (key varchar(256) NOT NULL PRIMARY KEY, type varchar(32) NOT NULL DEFAULT '', value text NOT NULL DEFAULT '');
            CREATE TABLE meta_v2 (key varchar(256) NOT NULL PRIMARY KEY, {resource} varchar(256) NOT NULL DEFAULT '',
                namespace varchar(256) NOT NULL DEFAULT '', name varchar(256) NOT NULL DEFAULT '',
                {version} bigint unsigned NOT NULL DEFAULT 0, value text);
            CREATE TABLE sub_topics (topic text NOT NULL PRIMARY KEY);
            CREATE TABLE device (id varchar(64) NOT NULL PRIMARY KEY, name varchar(255));
            """);
    }

    public string Path { get; }

    public OriginalDatabase Meta(string key, string type, string value)
    {
        using var insert = _database.Prepare("INSERT INTO meta (key, type, value) VALUES (?, ?, ?)");
        insert.BindText(1, key).BindText(2, type).BindText(3, value).Run();
        return this;
    }

    public OriginalDatabase MetaV2(string key, string value)
    {
        using var insert = _database.Prepare("INSERT INTO meta_v2 (key, value) VALUES (?, ?)");
        insert.BindText(1, key).BindText(2, Encoding.UTF8.GetBytes(value)).Run();
        return this;
    }

    public OriginalDatabase Topic(string topic)
    {
        using var insert = _database.Prepare("INSERT INTO sub_topics (topic) VALUES (?)");
        insert.BindText(1, topic).Run();
        return this;
    }

    public void Dispose() => _database.Dispose();
}
