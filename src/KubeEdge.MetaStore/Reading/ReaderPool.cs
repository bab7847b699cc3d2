using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Reading;

/// <summary>Reading connections kept for the next reader. As many run as threads read at once; only a few are kept.</summary>
internal sealed class ReaderPool(string path, long pageCacheBytes, DamageReporter damage) : IDisposable
{
    private readonly StoreReader?[] _free = new StoreReader?[Math.Max(2, Environment.ProcessorCount)];
    private volatile bool _closed;

    /// <summary>Runs a read on a connection of its own.</summary>
    /// <exception cref="MetaStoreException">The disk cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<StoreReader, TArgument, TResult> read)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(IMetaStore));
        StoreReader? reader = null;
        try
        {
            reader = Take() ?? new StoreReader(path, pageCacheBytes, damage);
            var result = read(reader, argument);
            reader.End();
            Return(reader);
            return result;
        }
        catch (SqliteFaultException e)
        {
            reader?.Dispose();
            throw new MetaStoreException(StoreOpenFailure.InputOutput, path, $"{path} cannot be read: {e.Message}", e);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (Take() is { } reader)
        {
            reader.Dispose();
        }
    }

    private StoreReader? Take()
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (Volatile.Read(ref _free[i]) is not null && Interlocked.Exchange(ref _free[i], null) is { } reader)
            {
                return reader;
            }
        }

        return null;
    }

    private void Return(StoreReader reader)
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (Volatile.Read(ref _free[i]) is null && Interlocked.CompareExchange(ref _free[i], reader, null) is null)
            {
                if (_closed)
                {
                    Dispose();
                }

                return;
            }
        }

        reader.Dispose();
    }
}
