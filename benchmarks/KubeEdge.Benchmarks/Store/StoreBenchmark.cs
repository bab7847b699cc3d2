using System.Text;
using BenchmarkDotNet.Attributes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.Benchmarks.Store;

/// <summary>Both stores in a temporary folder, and objects of 1 KB under 2,000 names.</summary>
public abstract class StoreBenchmark : IDisposable
{
    private protected const int Names = 2000;

    // Both keep so many, so that both do the work of a store in its steady state.
    private const int Events = 10_000;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"kubeedge-store-{Guid.NewGuid():N}");
    private readonly ResourceKey[] _keys = new ResourceKey[Names];
    private IMetaStore? _store;
    private RawStore? _raw;
    private int _next;

    private protected IMetaStore Store => _store ?? throw new InvalidOperationException("not set up");

    private protected RawStore Raw => _raw ?? throw new InvalidOperationException("not set up");

    private protected static byte[] Value { get; } = Encoding.UTF8.GetBytes($$"""{"data":"{{new string('x', 1000)}}"}""");

    private protected virtual long CacheBytes => 0;

    /// <summary>Opens both.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Directory.CreateDirectory(_folder);
        for (var i = 0; i < Names; i++)
        {
            _keys[i] = new ResourceKey("", "configmaps", "default", $"object-{i}");
        }

        // The store first: it chooses the SQLite library for both.
        _store = MetaStoreFile.OpenAsync(new MetaStoreOptions
        {
            Path = Path.Combine(_folder, "store.db"),
            ObjectCacheBytes = CacheBytes,
            Retention = { MinEvents = Events, MinAge = TimeSpan.Zero },
        }).GetAwaiter().GetResult();
        _raw = new RawStore(Path.Combine(_folder, "raw.db"), Events);
        Fill();
    }

    /// <summary>Closes both and removes the folder.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _store?.Dispose();
        _raw?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Puts into both what the benchmark needs to be there.</summary>
    private protected virtual void Fill()
    {
    }

    private protected ResourceKey NextKey() => _keys[(uint)Interlocked.Increment(ref _next) % Names];

    private protected ValueTask<CommitResult> CommitOne(Durability durability)
    {
        var batch = new StoreBatch();
        batch.Put(NextKey(), "6d2e1e9c-0d2c-4b60-9a43-2f3a5c2f6d11", 1, Value);
        return Store.CommitAsync(batch, durability);
    }
}
