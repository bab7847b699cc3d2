using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Patching;

/// <summary>A patch that was read and can be applied to any number of versions of an object.</summary>
internal sealed class ObjectPatch
{
    private static readonly ResourceType _nothing = new(string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, false, [], false);

    private readonly PatchKind _kind;
    private readonly JsonNode _patch;
    private readonly long _largest;

    private ObjectPatch(PatchKind kind, JsonNode patch, long largest) => (_kind, _patch, _largest) = (kind, patch, largest);

    /// <summary>Reads a patch.</summary>
    /// <param name="kind">Its format.</param>
    /// <param name="body">The request body.</param>
    /// <param name="largest">Bytes that a patched object may have.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="error">The answer when it is none.</param>
    public static bool TryRead(
        PatchKind kind,
        ReadOnlyMemory<byte> body,
        long largest,
        [NotNullWhen(true)] out ObjectPatch? patch,
        [NotNullWhen(false)] out KubeStatus? error)
    {
        patch = null;
        error = null;
        if (!ObjectJson.TryParse(body, out var node, out var problem))
        {
            error = KubeStatus.BadRequest(kind is PatchKind.Json ? $"error decoding patch: {problem}" : problem);
        }
        else if (kind is PatchKind.Json ? node is JsonArray : node is JsonObject)
        {
            patch = new ObjectPatch(kind, node, largest);
        }
        else
        {
            var wanted = kind is PatchKind.Json ? "[]handlers.jsonPatchOp" : "map[string]interface {}";
            error = KubeStatus.BadRequest($"error decoding patch: json: cannot unmarshal {GoText.KindOf(node)} into Go value of type {wanted}");
        }

        return patch is not null;
    }

    /// <summary>Applies the patch to a copy.</summary>
    /// <returns>Null and <paramref name="result"/>, or the answer that says why it does not fit.</returns>
    public KubeStatus? TryApply(JsonObject current, out JsonObject result)
    {
        result = (JsonObject)current.DeepClone();
        try
        {
            switch (_kind)
            {
                case PatchKind.Json:
                    JsonPatch.Apply(result, (JsonArray)_patch, _largest);
                    break;
                case PatchKind.Merge:
                    MergePatch.Apply(result, (JsonObject)_patch);
                    break;
                default:
                    StrategicPatch.Apply(result, (JsonObject)_patch);
                    break;
            }

            return null;
        }
        catch (PatchException) when (_kind is PatchKind.Json)
        {
            // Kubernetes keeps to itself which operation it was, and kubectl prints causes where it expects none.
            return new KubeStatus(
                422, StatusReasons.Invalid, "the server rejected our request due to an error in our request", new KubeStatusDetails());
        }
        catch (PatchException broken)
        {
            return KubeStatus.BadRequest(broken.Message);
        }
    }

    /// <summary>The answer when the patched object has a value of a wrong type.</summary>
    /// <param name="problem">What the decoder says.</param>
    /// <param name="strategicProblem">The same in the words that strategic patches have for it.</param>
    public KubeStatus ToInvalid(string problem, string? strategicProblem)
    {
        var isStrategic = _kind is PatchKind.Strategic;
        var shown = GoText.Quote(isStrategic ? GoText.Value(_patch) : _patch.ToJsonString());
        var cause = new KubeStatusCause(
            "FieldValueInvalid", $"Invalid value: {shown}: {(isStrategic ? strategicProblem ?? problem : problem)}", "patch");
        return KubeStatus.Invalid(_nothing, string.Empty, cause);
    }
}
