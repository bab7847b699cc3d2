using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>An object seen through its scale subresource: nothing but the number of its replicas.</summary>
internal static class ScaleView
{
    private static readonly string[] _shared = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"];

    private static readonly ScalePaths _builtIn = new(
        FieldPath.Parse(".spec.replicas"), FieldPath.Parse(".status.replicas"), FieldPath.Parse(".spec.selector"));

    /// <summary>What is sent and answered; not a resource of its own.</summary>
    public static ResourceType Type { get; } = new("autoscaling", "v1", "scales", "scale", "Scale", true, [], true);

    /// <summary>Where a resource keeps its scale; null when it has none.</summary>
    public static ScalePaths? PathsOf(ResourceType type) => type switch
    {
        { IsCustom: true } => CustomResource.Of(type)?.Scale,
        { Group: "apps", Plural: "deployments" or "replicasets" or "statefulsets" } => _builtIn,
        { Group: "", Plural: "replicationcontrollers" } => _builtIn,
        _ => null,
    };

    public static JsonObject Of(JsonObject value, ScalePaths paths)
    {
        var metadata = new JsonObject();
        foreach (var name in _shared)
        {
            ObjectMeta.Copy(ObjectMeta.Of(value), metadata, name);
        }

        var status = new JsonObject { ["replicas"] = Number(paths.Status.Find(value)) };
        if (SelectorText(paths.Selector?.Find(value)) is { Length: > 0 } selector)
        {
            status["selector"] = selector;
        }

        return new JsonObject
        {
            ["kind"] = Type.Kind,
            ["apiVersion"] = Type.ApiVersion,
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = Number(paths.Spec.Find(value)) },
            ["status"] = status,
        };
    }

    /// <summary>A copy of an object with the number of replicas that a scale wants.</summary>
    public static JsonObject Apply(JsonObject value, JsonObject scale, ScalePaths paths)
    {
        var changed = (JsonObject)value.DeepClone();
        paths.Spec.Set(changed, Number(scale["spec"]?["replicas"]));
        if (ObjectMeta.Text(scale, "resourceVersion") is { Length: > 0 } version)
        {
            ObjectMeta.Of(changed)["resourceVersion"] = version;
        }

        return changed;
    }

    private static long Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;

    /// <summary>A selector as text: as it is, or the labels of a built-in resource.</summary>
    private static string SelectorText(JsonNode? selector) => selector switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonObject labels => string.Join(
            ',',
            (labels["matchLabels"] as JsonObject ?? labels).OrderBy(label => label.Key, StringComparer.Ordinal)
                .Where(label => label.Value is JsonValue)
                .Select(label => $"{label.Key}={label.Value}")),
        _ => string.Empty,
    };
}
