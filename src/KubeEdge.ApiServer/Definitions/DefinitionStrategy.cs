using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>Definitions of custom resources. One that is stored is served at once, so it is established from its creation on.</summary>
internal sealed class DefinitionStrategy(ResourceType type) : ResourceStrategy(type)
{
    public const string Group = "apiextensions.k8s.io";
    public const string Plural = "customresourcedefinitions";

    public static bool IsDefinition(ResourceType type) => type is { Group: Group, Plural: Plural };

    public override void PrepareForCreate(JsonObject value)
    {
        value.Remove("status");
        base.PrepareForCreate(value);
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        base.PrepareForUpdate(value, old);
        Accept(value);
    }

    public override void Validate(JsonObject value, FieldErrors errors) => DefinitionRules.Check(value, errors);

    public override void ValidateUpdate(JsonObject value, JsonObject old, FieldErrors errors)
    {
        foreach (var path in (string[][])[["scope"], ["group"], ["names", "kind"], ["names", "plural"]])
        {
            var present = JsonField.Text(value["spec"], path);
            if (present != JsonField.Text(old["spec"], path))
            {
                errors.Invalid($"spec.{string.Join('.', path)}", present, "field is immutable");
            }
        }
    }

    protected override void Complete(JsonObject value)
    {
        if (value["spec"] is not JsonObject spec)
        {
            return;
        }

        if (spec["names"] is JsonObject names && JsonField.Text(names, "kind") is { Length: > 0 } kind)
        {
            names["singular"] ??= kind.ToLowerInvariant();
            names["listKind"] ??= $"{kind}List";
        }

        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
        foreach (var version in JsonField.Items(spec, "versions").OfType<JsonObject>())
        {
            version["served"] ??= false;
            version["storage"] ??= false;
        }

        Accept(value);
    }

    private static void Accept(JsonObject value)
    {
        var time = ObjectMeta.Text(value, "creationTimestamp");
        var status = value["status"] as JsonObject ?? [];
        value["status"] = status;
        status["acceptedNames"] = value["spec"]?["names"]?.DeepClone();
        var stored = status["storedVersions"] as JsonArray ?? [];
        status["storedVersions"] = stored;
        foreach (var version in JsonField.Items(value["spec"], "versions").Where(version => JsonField.Flag(version, "storage")))
        {
            var name = JsonField.Text(version, "name");
            if (!stored.Any(item => JsonField.Text(item) == name))
            {
                stored.Add((JsonNode)JsonValue.Create(name));
            }
        }

        status["conditions"] ??= new JsonArray(
            Condition("NamesAccepted", "NoConflicts", "no conflicts found", time),
            Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", time));
    }

    private static JsonObject Condition(string type, string reason, string message, string time) => new()
    {
        ["lastTransitionTime"] = time,
        ["message"] = message,
        ["reason"] = reason,
        ["status"] = "True",
        ["type"] = type,
    };
}
