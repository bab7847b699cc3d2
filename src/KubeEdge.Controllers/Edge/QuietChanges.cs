using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Edge;

/// <summary>Changes that may wait a while, so that many of one object become one.</summary>
internal sealed class QuietChanges
{
    private readonly PriorityQueue<ResourceKey, TimeSpan> _due = new();
    private readonly HashSet<ResourceKey> _waiting = [];

    /// <summary>When the first of them is due; null when none waits.</summary>
    public TimeSpan? Next => _due.TryPeek(out _, out var due) ? due : null;

    /// <summary>Lets an object wait, unless it does already: the first of its changes says how long.</summary>
    public void Add(in ResourceKey key, TimeSpan due)
    {
        if (_waiting.Add(key))
        {
            _due.Enqueue(key, due);
        }
    }

    /// <summary>The next object whose time has come.</summary>
    public bool TryTake(TimeSpan now, out ResourceKey key)
    {
        if (_due.TryPeek(out key, out var due) && due <= now)
        {
            _due.Dequeue();
            _waiting.Remove(key);
            return true;
        }

        return false;
    }
}
