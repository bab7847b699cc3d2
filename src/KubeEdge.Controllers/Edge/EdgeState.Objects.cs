using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Edge;

/// <content>What a change of one object touches.</content>
internal sealed partial class EdgeState
{
    private void Put(ResourceType type, KubeObject value)
    {
        var key = value.KeyOf(type);
        ListOf(type).Saw(key);
        if (_known.TryGetValue(key, out var known))
        {
            known.Value = value;
        }
        else
        {
            _known.Add(key, known = new KnownObject(type, value));
        }

        Relate(type, key, value);
        if (!_dirty.Contains(key))
        {
            Note(key, known);
        }
    }

    private void Relate(ResourceType type, in ResourceKey key, KubeObject value)
    {
        if (type == EdgeTypes.Pods)
        {
            _placements.PutPod(key, value);
        }
        else if (type == EdgeTypes.ServiceAccounts)
        {
            _placements.PutAccount(key, ServiceAccountReferences.Read(value));
        }
        else if (type == EdgeTypes.Nodes && _nodes.Put(value.Name, value.Labels.ContainsKey(EdgeLabel)))
        {
            _placements.Reconsider(value.Name);
            _dirty.Add(key);
        }
    }

    // Decides when a change goes down: now, later, or never.
    private void Note(in ResourceKey key, KnownObject known)
    {
        if (known.Desired is { } desired)
        {
            if (known.Type == EdgeTypes.Endpoints && ContentComparer.AllButAnnotations.AreSame(desired, known.Value))
            {
                return;
            }

            if (_options.StatusDelay > TimeSpan.Zero && (known.Type == EdgeTypes.Pods || known.Type == EdgeTypes.Nodes)
                && ContentComparer.AllButStatus.AreSame(desired, known.Value))
            {
                _quiet.Add(key, Now + _options.StatusDelay);
                return;
            }
        }

        _dirty.Add(key);
    }

    private void Remove(ResourceType type, in ResourceKey key, KubeObject last)
    {
        if (!_known.Remove(key))
        {
            return;
        }

        // The pod's deletion goes before the withdrawal of what it named, which waits for the next flush.
        _dirty.Remove(key);
        _desired.Remove(type, last);
        if (type == EdgeTypes.Pods)
        {
            _placements.RemovePod(key);
            _dirty.Remove(key);
        }
        else if (type == EdgeTypes.ServiceAccounts)
        {
            _placements.PutAccount(key, []);
        }
        else if (type == EdgeTypes.Nodes)
        {
            _nodes.Remove(key.Name);
        }
    }
}
