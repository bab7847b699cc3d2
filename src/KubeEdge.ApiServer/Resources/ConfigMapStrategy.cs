using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Schemas;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>ConfigMaps.</summary>
internal sealed class ConfigMapStrategy(ResourceType type) : ResourceStrategy(type)
{
    public override void Validate(JsonObject value, FieldErrors errors)
    {
        var size = 0L;
        var binary = value["binaryData"] as JsonObject;
        foreach (var (key, text) in DataKeys.Of(value, "data"))
        {
            DataKeys.Check("data", key, errors);
            if (binary?.ContainsKey(key) == true)
            {
                errors.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }

            size += Encoding.UTF8.GetByteCount(text);
        }

        foreach (var (key, text) in DataKeys.Of(value, "binaryData"))
        {
            DataKeys.Check("binaryData", key, errors);
            size += Base64Text.DecodedLength(text);
        }

        if (size > DataKeys.LargestData)
        {
            // Kubernetes names the whole object by an empty path, which prints like this.
            errors.TooLong("[]", DataKeys.LargestData);
        }
    }

    public override void ValidateUpdate(JsonObject value, JsonObject old, FieldErrors errors) =>
        DataKeys.CheckImmutable(value, old, errors, "data", "binaryData");
}
