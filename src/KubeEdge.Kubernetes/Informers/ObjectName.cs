namespace KubeEdge.Kubernetes.Informers;

/// <summary>Key inside one resource.</summary>
internal readonly record struct ObjectName(string? Namespace, string Name);
