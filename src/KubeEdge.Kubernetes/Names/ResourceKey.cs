namespace KubeEdge.Kubernetes.Names;

/// <summary>
/// The identity of one object: what it is and where it is, without its version or uid. Usable as a dictionary key.
/// </summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Resource">Lower-case plural, as it stands in API paths, for example <c>configmaps</c>.</param>
/// <param name="Namespace">Namespace; null for cluster-scoped objects.</param>
/// <param name="Name">Object name.</param>
public readonly record struct ResourceKey(string Group, string Resource, string? Namespace, string Name)
{
    /// <summary>
    /// <c>configmaps/default/demo</c>, <c>leases.coordination.k8s.io/kube-node-lease/edge-1</c>, or <c>nodes/edge-1</c> without a
    /// namespace.
    /// </summary>
    public override string ToString()
    {
        var resource = string.IsNullOrEmpty(Group) ? Resource : $"{Resource}.{Group}";
        return Namespace is null ? $"{resource}/{Name}" : $"{resource}/{Namespace}/{Name}";
    }
}
