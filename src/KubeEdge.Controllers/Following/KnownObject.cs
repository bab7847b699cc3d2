using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Following;

/// <summary>An object of the API.</summary>
internal sealed class KnownObject(ResourceType type, KubeObject value)
{
    public ResourceType Type { get; } = type;

    /// <summary>As the API has it.</summary>
    public KubeObject Value { get; set; } = value;

    /// <summary>As the nodes should have it; null before it was decided for the first time.</summary>
    public KubeObject? Desired { get; set; }
}
