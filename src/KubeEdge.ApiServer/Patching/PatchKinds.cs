using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Patching;

/// <summary>Media types of patches.</summary>
internal static class PatchKinds
{
    private const string Json = "application/json-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";

    /// <summary>Returns null when the type can be patched that way.</summary>
    public static KubeStatus? TryRead(string? contentType, ResourceType type, out PatchKind kind)
    {
        kind = PatchKind.Merge;
        switch (MediaRange.Read(contentType ?? string.Empty).Type)
        {
            case Merge:
                return null;
            case Json:
                kind = PatchKind.Json;
                return null;
            // Custom resources have no merge keys, in Kubernetes either.
            case Strategic when !type.IsCustom:
                kind = PatchKind.Strategic;
                return null;
            default:
                return type.IsCustom ? KubeStatus.UnsupportedMediaType(Json, Merge) : KubeStatus.UnsupportedMediaType(Json, Merge, Strategic);
        }
    }
}
