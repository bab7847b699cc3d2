using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Namespaces.</summary>
internal sealed class NamespaceStrategy(ResourceType type) : ResourceStrategy(type)
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string KubernetesFinalizer = "kubernetes";

    public override NameRule NameRule => NameRule.Label;

    /// <summary>Whether somebody other than this server must let go of the namespace first.</summary>
    public static bool IsHeld(JsonObject value) =>
        ObjectMeta.HasFinalizers(value)
        || (value["spec"]?["finalizers"] is JsonArray finalizers
            && finalizers.Any(finalizer => finalizer?.GetValue<string>() != KubernetesFinalizer));

    public override void PrepareForCreate(JsonObject value)
    {
        value["status"] = new JsonObject { ["phase"] = "Active" };
        if (value["spec"] is not JsonObject spec)
        {
            value["spec"] = spec = [];
        }

        if (spec["finalizers"] is not JsonArray finalizers)
        {
            spec["finalizers"] = finalizers = [];
        }

        if (!finalizers.Any(finalizer => finalizer?.GetValue<string>() == KubernetesFinalizer))
        {
            finalizers.Add((JsonNode)JsonValue.Create(KubernetesFinalizer));
        }

        SetNameLabel(value);
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        ObjectMeta.Copy(old, value, "spec");
        ObjectMeta.Copy(old, value, "status");
        SetNameLabel(value);
    }

    /// <summary>Puts back everything but the finalizers of the spec.</summary>
    public static void PrepareForFinalize(JsonObject value, JsonObject old)
    {
        foreach (var name in value.Concat(old).Select(member => member.Key).Distinct(StringComparer.Ordinal).ToArray())
        {
            if (name != "spec")
            {
                ObjectMeta.Copy(old, value, name);
            }
        }
    }

    private static void SetNameLabel(JsonObject value)
    {
        var metadata = ObjectMeta.Of(value);
        if (metadata["labels"] is not JsonObject labels)
        {
            metadata["labels"] = labels = [];
        }

        labels[NameLabel] = ObjectMeta.Name(value);
    }
}
