using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Following;

/// <summary>How far the lists of a type are, and what the one that runs has shown.</summary>
internal sealed class ListProgress
{
    private HashSet<ResourceKey>? _seen;

    /// <summary>Whether a list was complete once.</summary>
    public bool IsListed { get; private set; }

    public void Begin() => _seen = [];

    public void Saw(in ResourceKey key) => _seen?.Add(key);

    /// <summary>Ends the list; what it showed, or null when none ran.</summary>
    public HashSet<ResourceKey>? End()
    {
        var seen = _seen;
        _seen = null;
        IsListed = true;
        return seen;
    }
}
