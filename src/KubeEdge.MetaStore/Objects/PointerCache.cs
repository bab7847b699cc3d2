using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Objects;

/// <summary>
/// Pointers that the writer wrote lately, so that an object written again and again is not looked up each time. Emptied when it is full and
/// whenever something is rolled back.
/// </summary>
internal sealed class PointerCache
{
    private const int Most = 4096;
    private readonly Dictionary<ResourceKey, ObjectPointer> _pointers = [];

    public bool TryGet(in ResourceKey key, out ObjectPointer pointer) => _pointers.TryGetValue(key, out pointer);

    public void Set(in ResourceKey key, in ObjectPointer pointer)
    {
        if (_pointers.Count >= Most)
        {
            _pointers.Clear();
        }

        _pointers[key] = pointer;
    }

    public void Remove(in ResourceKey key) => _pointers.Remove(key);

    public void Clear() => _pointers.Clear();
}
