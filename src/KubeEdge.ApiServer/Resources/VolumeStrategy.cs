using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Persistent volumes and the claims to them.</summary>
internal sealed class VolumeStrategy(ResourceType type) : ResourceStrategy(type)
{
    /// <summary>Members of a volume's spec that say nothing of where its data is.</summary>
    private static readonly string[] _general =
    [
        "accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "persistentVolumeReclaimPolicy", "storageClassName",
        "volumeAttributesClassName", "volumeMode",
    ];

    private bool IsVolume => Type.Plural == "persistentvolumes";

    public override void PrepareForCreate(JsonObject value)
    {
        value["status"] = new JsonObject { ["phase"] = "Pending" };
        base.PrepareForCreate(value);
    }

    public override void Validate(JsonObject value, FieldErrors errors)
    {
        if (!IsVolume || value["spec"] is not JsonObject spec)
        {
            return;
        }

        if (spec["capacity"] is not JsonObject { Count: > 0 })
        {
            errors.Required("spec.capacity");
            errors.Add("FieldValueNotSupported", "spec.capacity", "Unsupported value: core.ResourceList{}: supported values: \"storage\"");
        }

        if (spec.All(member => _general.Contains(member.Key, StringComparer.Ordinal)))
        {
            errors.Required("spec", "must specify a volume type");
        }
    }

    protected override void Complete(JsonObject value)
    {
        if (value["spec"] is not JsonObject spec)
        {
            return;
        }

        spec["volumeMode"] ??= "Filesystem";
        if (IsVolume)
        {
            spec["persistentVolumeReclaimPolicy"] ??= "Retain";
            if (spec["hostPath"] is JsonObject path)
            {
                path["type"] ??= string.Empty;
            }
        }
        else if (JsonField.IsObject(value, "spec", "resources") && value["status"] is JsonObject status)
        {
            status["phase"] ??= "Pending";
        }
    }
}
