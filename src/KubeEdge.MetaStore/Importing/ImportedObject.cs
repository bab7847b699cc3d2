using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.MetaStore.Importing;

/// <summary>An object read from one of the original's rows.</summary>
internal readonly record struct ImportedObject(ResourceKey Key, ulong ResourceVersion, KubeObject Value);
