using KubeEdge.Beehive.Messages;

namespace KubeEdge.Controllers.Upstream;

/// <summary>What a node asks of the API.</summary>
/// <param name="Node">The node, as its certificate says.</param>
/// <param name="Path">Namespace, wire type and name of the object.</param>
/// <param name="Operation">What to do with it.</param>
/// <param name="Content">The content as bytes, whichever way it travelled; patches travel as text.</param>
internal sealed record UpstreamRequest(string Node, ResourcePath Path, string Operation, ReadOnlyMemory<byte> Content)
{
    /// <summary>The object's namespace; null where the wire says <c>null</c>.</summary>
    public string? Namespace => Path.Namespace is ResourcePath.ClusterScoped or "" ? null : Path.Namespace;
}
