using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Edge;

/// <content>What the changes mean for the nodes.</content>
internal sealed partial class EdgeState
{
    /// <summary>Says everything that changed since the last time, each object once however often it changed.</summary>
    public void Flush()
    {
        var now = Now;
        while (_quiet.TryTake(now, out var quiet))
        {
            _dirty.Add(quiet);
        }

        // What pods name goes before the pods themselves, so that a node mostly has it when the pod comes.
        FlushWhere(isPod: false);
        FlushWhere(isPod: true);
        MarkSynced();
    }

    private void FlushWhere(bool isPod)
    {
        foreach (var key in _dirty)
        {
            if (!_known.TryGetValue(key, out var known))
            {
                _dirty.Remove(key);
            }
            else if (known.Type == EdgeTypes.Pods == isPod && IsDecidable(known.Type))
            {
                _dirty.Remove(key);
                known.Desired = known.Value;
                _desired.Put(known.Type, known.Value, AudienceOf(known.Type, key));
            }
        }
    }

    private Audience AudienceOf(ResourceType type, in ResourceKey key)
    {
        if (type == EdgeTypes.Pods)
        {
            return _placements.NodeOf(key) is { } node ? Audience.Node(node) : Audience.Nobody;
        }

        if (type == EdgeTypes.Nodes)
        {
            return _nodes.IsEdge(key.Name) ? Audience.Node(key.Name) : Audience.Nobody;
        }

        return IsForAll(type) ? Audience.AllNodes : Audience.Nodes(_placements.NodesOf(key));
    }

    private bool IsForAll(ResourceType type) =>
        type == EdgeTypes.Services || type == EdgeTypes.Endpoints || (type == EdgeTypes.ConfigMaps && _options.EveryConfigMap);

    // Until all nodes and pods are known nobody can say who needs what, and a pod might be of a node that is none of the edge's.
    private bool IsDecidable(ResourceType type) =>
        type == EdgeTypes.Nodes || IsForAll(type) || (IsListed(EdgeTypes.Nodes) && IsListed(EdgeTypes.Pods));

    private void MarkSynced()
    {
        if (_synced.Count == _lists.Count)
        {
            return;
        }

        foreach (var (type, list) in _lists)
        {
            // An account's secrets are not a node's before the account is known.
            if (list.IsListed && IsDecidable(type) && (type != EdgeTypes.Secrets || IsListed(EdgeTypes.ServiceAccounts)) && _synced.Add(type))
            {
                _desired.MarkSynced(type);
            }
        }
    }
}
