using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Patching;
using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Makes the wanted object by a patch.</summary>
internal sealed class PatchedObject(ResourceType type, string name, string? ns, ObjectPatch patch, FieldValidation validation)
{
    /// <summary>About the last object made.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public KubeStatus? Make(JsonObject current, out JsonObject changed)
    {
        if (patch.TryApply(current, out changed) is { } unfit)
        {
            return unfit;
        }

        if (ObjectDecoder.CheckPatched(type, changed, validation, out var warnings, out var conversion) is { } problem)
        {
            return patch.ToInvalid(problem, conversion);
        }

        Warnings = warnings;
        changed["apiVersion"] = type.ApiVersion;
        changed["kind"] = type.Kind;
        return ObjectIdentity.CheckName(changed, name, ns);
    }
}
