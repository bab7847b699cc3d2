using System.Collections.Immutable;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Edge;

/// <summary>Which pod is on which node, and what the nodes need because of that.</summary>
/// <param name="nodes">Says which nodes are the edge's.</param>
/// <param name="changed">Told of each key whose nodes changed.</param>
internal sealed class Placements(NodeTable nodes, Action<ResourceKey> changed)
{
    private readonly Dictionary<ResourceKey, Placement> _pods = [];
    private readonly Dictionary<string, HashSet<ResourceKey>> _podsByNode = new(StringComparer.Ordinal);
    private readonly Dictionary<ResourceKey, HashSet<ResourceKey>> _accounts = [];
    private readonly ReferenceIndex _index = new();

    /// <summary>The node that a pod is bound to, if it is an edge node; null otherwise.</summary>
    public string? NodeOf(in ResourceKey pod) => _pods.TryGetValue(pod, out var placement) ? placement.EdgeNode : null;

    /// <summary>The nodes that need an object because of what runs there.</summary>
    public ImmutableHashSet<string> NodesOf(in ResourceKey key) => _index.NodesOf(key);

    public void PutPod(in ResourceKey key, KubeObject pod)
    {
        var node = pod.GetField("spec.nodeName");
        if (string.IsNullOrEmpty(node))
        {
            RemovePod(key);
            return;
        }

        HashSet<ResourceKey> references = [];
        PodReferences.Read(pod, references);
        _pods.TryGetValue(key, out var former);
        var next = new Placement(node, nodes.IsEdge(node) ? node : null, references);
        _pods[key] = next;
        if (former?.Node != node)
        {
            Unlist(key, former);
            List(key, node);
        }

        Move(former, next);
    }

    public void RemovePod(in ResourceKey key)
    {
        if (_pods.Remove(key, out var former))
        {
            Unlist(key, former);
            Move(former, null);
        }
    }

    /// <summary>A node became an edge node or is none any more.</summary>
    public void Reconsider(string node)
    {
        if (!_podsByNode.TryGetValue(node, out var pods))
        {
            return;
        }

        foreach (var key in pods)
        {
            var former = _pods[key];
            var next = former with { EdgeNode = nodes.IsEdge(node) ? node : null };
            _pods[key] = next;
            changed(key);
            Move(former, next);
        }
    }

    /// <summary>A service account brings secrets to wherever its pods are; an empty set when it is gone.</summary>
    public void PutAccount(in ResourceKey account, HashSet<ResourceKey> secrets)
    {
        if (!_accounts.Remove(account, out var former))
        {
            former = [];
        }

        if (secrets.Count > 0)
        {
            _accounts.Add(account, secrets);
        }

        foreach (var node in _index.NodesOf(account))
        {
            EnterAll(secrets, node);
            LeaveAll(former, node);
        }
    }

    // What stays is entered before it is left, so it never falls to zero in between.
    private void Move(Placement? former, Placement? next)
    {
        if (next?.EdgeNode is { } entered)
        {
            EnterAll(next.References, entered);
        }

        if (former?.EdgeNode is { } left)
        {
            LeaveAll(former.References, left);
        }
    }

    private void EnterAll(HashSet<ResourceKey> keys, string node)
    {
        foreach (var key in keys)
        {
            if (_index.Add(key, node))
            {
                changed(key);
                if (_accounts.TryGetValue(key, out var secrets))
                {
                    EnterAll(secrets, node);
                }
            }
        }
    }

    private void LeaveAll(HashSet<ResourceKey> keys, string node)
    {
        foreach (var key in keys)
        {
            if (_index.Remove(key, node))
            {
                changed(key);
                if (_accounts.TryGetValue(key, out var secrets))
                {
                    LeaveAll(secrets, node);
                }
            }
        }
    }

    private void List(in ResourceKey key, string node)
    {
        if (!_podsByNode.TryGetValue(node, out var pods))
        {
            _podsByNode.Add(node, pods = []);
        }

        pods.Add(key);
    }

    private void Unlist(in ResourceKey key, Placement? placement)
    {
        if (placement is not null && _podsByNode.TryGetValue(placement.Node, out var pods) && pods.Remove(key) && pods.Count == 0)
        {
            _podsByNode.Remove(placement.Node);
            nodes.Forget(placement.Node);
        }
    }

    private sealed record Placement(string Node, string? EdgeNode, HashSet<ResourceKey> References);
}
