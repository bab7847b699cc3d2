using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.Beehive.Messages;

/// <summary>
/// The resource of a Kubernetes object on the wire: <c>namespace/type/name</c>, for instance <c>default/configmap/demo</c>. Between
/// the hubs it is preceded by <c>node/&lt;node&gt;/</c> on its way down.
/// </summary>
/// <param name="Namespace">The namespace; <see cref="ClusterScoped"/> for objects that have none.</param>
/// <param name="Type">The type token, the lower-case kind: <c>configmap</c>, <c>pod</c>, <c>node</c> …</param>
/// <param name="Name">The object's name; empty when all objects of the type are meant.</param>
public readonly record struct ResourcePath(string Namespace, string Type, string Name)
{
    /// <summary>What stands in place of the namespace when an object has none; old versions of the original write <c>default</c>.</summary>
    public const string ClusterScoped = "null";

    private const string NodePrefix = "node/";

    /// <summary>Reads <c>namespace/type/name</c> or <c>namespace/type</c>; anything else is not a resource path.</summary>
    public static bool TryParse([NotNullWhen(true)] string? resource, out ResourcePath path)
    {
        path = default;
        var first = resource is null ? -1 : resource.IndexOf('/', StringComparison.Ordinal);
        if (resource is null || first <= 0)
        {
            return false;
        }

        var second = resource.IndexOf('/', first + 1);
        var typeEnd = second < 0 ? resource.Length : second;
        if (typeEnd == first + 1 || (second >= 0 && resource.IndexOf('/', second + 1) >= 0))
        {
            return false;
        }

        path = new(resource[..first], resource[(first + 1)..typeEnd], second < 0 ? string.Empty : resource[(second + 1)..]);
        return true;
    }

    /// <summary>Splits <c>node/&lt;node&gt;/rest</c>, the form between the hubs. False, with empty texts, when it is not that.</summary>
    public static bool TryTrimNode(string resource, out string node, out string rest)
    {
        ArgumentNullException.ThrowIfNull(resource);
        node = rest = string.Empty;
        if (!resource.StartsWith(NodePrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var end = resource.IndexOf('/', NodePrefix.Length);
        if (end <= NodePrefix.Length || end == resource.Length - 1)
        {
            return false;
        }

        node = resource[NodePrefix.Length..end];
        rest = resource[(end + 1)..];
        return true;
    }

    /// <summary>The form between the hubs: <c>node/&lt;node&gt;/namespace/type/name</c>.</summary>
    public string ForNode(string nodeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeName);
        return $"{NodePrefix}{nodeName}/{this}";
    }

    /// <summary>The text as it stands on the wire, without a node.</summary>
    public override string ToString() =>
        string.IsNullOrEmpty(Name) ? $"{Namespace}/{Type}" : $"{Namespace}/{Type}/{Name}";
}
