namespace KubeEdge.CloudHub.Delivery;

/// <summary>Which nodes should hold an object.</summary>
public readonly record struct Audience
{
    private Audience(string? node) => NodeName = node;

    /// <summary>Every node; also the default value.</summary>
    public static Audience AllNodes => default;

    /// <summary>The only node; null for all.</summary>
    public string? NodeName { get; }

    /// <summary>One node.</summary>
    /// <param name="nodeName">Its name.</param>
    public static Audience Node(string nodeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeName);
        return new(nodeName);
    }

    /// <summary>Whether a node is meant.</summary>
    public bool Includes(string nodeName) => NodeName is null || string.Equals(NodeName, nodeName, StringComparison.Ordinal);
}
