using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Testing.Clouds;

/// <summary>The resource behind an object.</summary>
internal static class ObjectTypes
{
    public static ResourceType Of(KubeObject value) =>
        ResourceTable.Default.TryGetByKind(value.ApiVersion, value.Kind, out var type)
            ? type
            : throw new ArgumentException($"{value.ApiVersion} {value.Kind} is no kind that a node knows.", nameof(value));

    public static ResourceKey KeyOf(KubeObject value) => value.KeyOf(Of(value));
}
