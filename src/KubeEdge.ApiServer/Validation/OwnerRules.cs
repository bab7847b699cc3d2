using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Validation;

/// <summary>Whose an object is must be said whole: a reference without a uid would be taken for one whose owner is gone.</summary>
internal static class OwnerRules
{
    private const string Field = "metadata.ownerReferences";

    public static void Check(JsonObject value, FieldErrors errors)
    {
        if (value["metadata"]?["ownerReferences"] is not JsonArray owners)
        {
            return;
        }

        foreach (var owner in owners)
        {
            Require(owner, "apiVersion", "version", errors);
            Require(owner, "kind", "kind", errors);
            Require(owner, "name", "name", errors);
            Require(owner, "uid", "uid", errors);
        }
    }

    private static void Require(JsonNode? owner, string member, string what, FieldErrors errors)
    {
        if (owner is JsonObject fields && fields[member] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0)
        {
            return;
        }

        errors.Invalid($"{Field}.{member}", string.Empty, $"{what} must not be empty");
    }
}
