using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>What a node confirmed.</summary>
internal readonly record struct Acknowledgement(ResourceKey Key, string Version, bool IsDelete, TimeSpan Elapsed);
