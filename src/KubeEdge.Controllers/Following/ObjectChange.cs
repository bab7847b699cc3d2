using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Following;

/// <summary>One thing that the API told about a type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The object; null unless one was put or removed.</param>
internal readonly record struct ObjectChange(ResourceType Type, ObjectChangeKind Kind, KubeObject? Object = null);
