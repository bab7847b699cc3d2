using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Objects;

/// <summary>Objects read lately, up to a sum of bytes; the oldest go first. Look-ups take no lock.</summary>
internal sealed class ObjectCache(long maxBytes)
{
    // What an entry costs besides its document, roughly.
    private const int Overhead = 400;

    private readonly ConcurrentDictionary<ResourceKey, StoredObject> _objects = [];
    private readonly Queue<StoredObject> _age = [];
    private readonly Lock _gate = new();
    private long _bytes;
    private long _revision = -1;

    /// <summary>The revision up to which the cache knows of changes. Take it before a read, give it back with the result.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public StoredObject? Find(in ResourceKey key) => _objects.GetValueOrDefault(key);

    /// <summary>Keeps an object, unless something was committed since the read began: it might be old already.</summary>
    public void Add(StoredObject value, long revisionAtRead)
    {
        var cost = value.Json.Length + Overhead;
        if (cost > maxBytes / 4)
        {
            return;
        }

        lock (_gate)
        {
            if (_revision != revisionAtRead || !_objects.TryAdd(value.Key, value))
            {
                return;
            }

            _age.Enqueue(value);
            _bytes += cost;
            while (_bytes > maxBytes && _age.TryDequeue(out var oldest))
            {
                // Changed objects have left the dictionary already; only their place in line is given back here.
                _bytes -= oldest.Json.Length + Overhead;
                _objects.TryRemove(new KeyValuePair<ResourceKey, StoredObject>(oldest.Key, oldest));
            }
        }
    }

    public void Remove(in ResourceKey key) => _objects.TryRemove(key, out _);

    /// <summary>Forgets what a commit changed.</summary>
    public void Invalidate(IReadOnlyList<WrittenEvent> written, long revision)
    {
        lock (_gate)
        {
            for (var i = 0; i < written.Count && _age.Count > 0; i++)
            {
                _objects.TryRemove(written[i].Key, out _);
            }

            Volatile.Write(ref _revision, revision);
        }
    }
}
