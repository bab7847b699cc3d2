using System.Diagnostics.CodeAnalysis;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Informers;

/// <summary>The objects that an informer knows. One writer, any number of readers.</summary>
internal sealed class InformerCache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectName, KubeObject> _objects = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _objects.Count;
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _objects.Clear();
        }
    }

    public bool TryGet(ObjectName name, [NotNullWhen(true)] out KubeObject? value)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(name, out value);
        }
    }

    public KubeObject[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _objects.Values];
        }
    }

    /// <summary>Stores an object and adds what changed by it to <paramref name="changes"/>: nothing when that version is known.</summary>
    public void Put(KubeObject value, List<InformerEvent> changes)
    {
        var name = NameOf(value);
        KubeObject? previous;
        lock (_lock)
        {
            _objects.TryGetValue(name, out previous);
            if (previous is not null && IsSameVersion(previous, value))
            {
                return;
            }

            _objects[name] = value;
        }

        if (previous is not null && !previous.UidToken.SequenceEqual(value.UidToken))
        {
            // Another object under the same name: the deletion in between was missed.
            changes.Add(new InformerEvent(InformerEventKind.Deleted, previous, previous));
            previous = null;
        }

        changes.Add(new InformerEvent(previous is null ? InformerEventKind.Added : InformerEventKind.Modified, value, previous));
    }

    /// <summary>Removes an object that the server reported as deleted.</summary>
    public void Remove(KubeObject last, List<InformerEvent> changes)
    {
        KubeObject? previous;
        lock (_lock)
        {
            _objects.Remove(NameOf(last), out previous);
        }

        if (previous is not null)
        {
            changes.Add(new InformerEvent(InformerEventKind.Deleted, last, previous));
        }
    }

    /// <summary>Removes everything that a complete list did not name.</summary>
    public void RemoveAllBut(HashSet<ObjectName> listed, List<InformerEvent> changes)
    {
        lock (_lock)
        {
            foreach (var (name, value) in _objects)
            {
                if (!listed.Contains(name))
                {
                    _objects.Remove(name);
                    changes.Add(new InformerEvent(InformerEventKind.Deleted, value, value));
                }
            }
        }
    }

    public static ObjectName NameOf(KubeObject value) => new(value.Namespace, value.Name);

    private static bool IsSameVersion(KubeObject a, KubeObject b) =>
        a.ResourceVersionToken.SequenceEqual(b.ResourceVersionToken) && a.UidToken.SequenceEqual(b.UidToken);
}
