using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Testing.Clouds;

/// <summary>A node has committed an object.</summary>
internal readonly record struct Acknowledged(string Node, ResourceKey Key, long Version);
