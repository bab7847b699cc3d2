using System.Collections.Concurrent;

namespace KubeEdge.Controllers.Edge;

/// <summary>
/// The nodes of the API, and which of them are the edge's business. Written by the edge controller, read from anywhere.
/// </summary>
internal sealed class NodeTable
{
    // Whether the node has the edge label.
    private readonly ConcurrentDictionary<string, bool> _present = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _formerOthers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first list; before that the absence of a node means nothing.</summary>
    public Task Listed => _listed.Task;

    /// <summary>Told of each node that is deleted, in the writer's turn; must be quick.</summary>
    public Action<string>? Removed { get; set; }

    /// <summary>Whether the API has a node of this name.</summary>
    public bool Contains(string name) => _present.ContainsKey(name);

    /// <summary>
    /// Whether objects may go to a node. One without the edge label is none of the edge's, and a certificate with its name gets nothing. A
    /// name without a node counts: a node may connect before it is registered, or be deleted while its pods are still to be told.
    /// </summary>
    public bool IsEdge(string name) => _present.TryGetValue(name, out var isEdge) ? isEdge : !_formerOthers.ContainsKey(name);

    /// <summary>A node exists; true when that changes whether it is an edge node.</summary>
    public bool Put(string name, bool isEdge)
    {
        var was = IsEdge(name);
        _present[name] = isEdge;
        _formerOthers.TryRemove(name, out _);
        return was != isEdge;
    }

    /// <summary>A node is gone. What is still bound to it is treated as before.</summary>
    public void Remove(string name)
    {
        if (!_present.TryRemove(name, out var isEdge))
        {
            return;
        }

        if (!isEdge)
        {
            _formerOthers.TryAdd(name, 0);
        }

        Removed?.Invoke(name);
    }

    /// <summary>Nothing is bound to a name any more, so nothing about a former node of it needs to be remembered.</summary>
    public void Forget(string name) => _formerOthers.TryRemove(name, out _);

    public void MarkListed() => _listed.TrySetResult();
}
