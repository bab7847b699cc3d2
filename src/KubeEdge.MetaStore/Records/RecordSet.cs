using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KubeEdge.MetaStore.Records;

/// <summary>A set of records over the store.</summary>
internal sealed class RecordSet<T>(Store store, string name, JsonTypeInfo<T> type) : IRecordSet<T>
{
    private const int PageRows = 256;
    private readonly byte[] _collection = Encoding.UTF8.GetBytes(name);

    public string Name => name;

    public ValueTask<T?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        cancellationToken.ThrowIfCancellationRequested();
        var (value, damaged) = store.Readers.Read((Collection: _collection, Key: Encoding.UTF8.GetBytes(key)), static (reader, x) =>
        {
            var value = reader.Records.Get(x.Collection, x.Key, out var damaged);
            return (value, damaged);
        });
        Report(damaged);
        return new(value is null ? default : JsonSerializer.Deserialize(value, type));
    }

    public async IAsyncEnumerable<KeyValuePair<string, T>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = string.Empty;
        while (after is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (page, last, damaged) = store.Readers.Read((Collection: _collection, After: after), static (reader, x) =>
            {
                var page = reader.Records.Page(x.Collection, x.After, PageRows, out var last, out var damaged);
                return (page, last, damaged);
            });
            Report(damaged);
            foreach (var (key, value) in page)
            {
                if (JsonSerializer.Deserialize(value, type) is { } document)
                {
                    yield return new(key, document);
                }
            }

            after = last;
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask<CommitResult> PutAsync(
        string key, T value, Durability durability = Durability.Full, CancellationToken cancellationToken = default)
    {
        var batch = new StoreBatch();
        Put(batch, key, value);
        return store.CommitAsync(batch, durability, cancellationToken);
    }

    public ValueTask<CommitResult> DeleteAsync(
        string key, Durability durability = Durability.Full, CancellationToken cancellationToken = default)
    {
        var batch = new StoreBatch();
        Delete(batch, key);
        return store.CommitAsync(batch, durability, cancellationToken);
    }

    public void Put(StoreBatch batch, string key, T value)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        batch.Add(new PutRecordOperation(_collection, Encoding.UTF8.GetBytes(key), bytes), bytes.Length);
    }

    public void Delete(StoreBatch batch, string key)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentException.ThrowIfNullOrEmpty(key);
        batch.Add(new DeleteRecordOperation(_collection, Encoding.UTF8.GetBytes(key)), 0);
    }

    private void Report(string? damaged)
    {
        if (damaged is not null)
        {
            store.Damage.Record(name, damaged);
        }
    }
}
