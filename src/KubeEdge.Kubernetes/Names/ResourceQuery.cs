using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Selectors;

namespace KubeEdge.Kubernetes.Names;

/// <summary>Which objects a list or a watch is about.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Resource">Lower-case plural.</param>
/// <param name="Namespace">Only this namespace; null for all, and for cluster-scoped resources.</param>
/// <param name="Labels">Only objects with these labels; null for any.</param>
/// <param name="Fields">Only objects with these fields; null for any.</param>
public readonly record struct ResourceQuery(
    string Group, string Resource, string? Namespace = null, LabelSelector? Labels = null, FieldSelector? Fields = null)
{
    /// <summary>Whether a look at the object is needed: false when every object under an included key matches.</summary>
    public bool HasSelectors => Labels is { IsEmpty: false } || Fields is { IsEmpty: false };

    /// <summary>Whether an object with this key can match: group, resource, namespace. Looks at no object, so it is cheap.</summary>
    public bool IncludesKey(in ResourceKey key) =>
        key.Resource == Resource && key.Group == Group && (Namespace is null || key.Namespace == Namespace);

    /// <summary>Whether the object satisfies the namespace and both selectors. Its type is not compared: the key says that.</summary>
    public bool Matches(KubeObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (Namespace is null || value.Namespace == Namespace)
            && (Labels is null || Labels.Matches(value))
            && (Fields is null || Fields.Matches(value));
    }
}
