using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Schemas;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Secrets: <c>stringData</c> is only a way to write <c>data</c>.</summary>
internal sealed class SecretStrategy(ResourceType type) : ResourceStrategy(type)
{
    protected override void Complete(JsonObject value)
    {
        if (value["type"]?.GetValue<string>() is null or "")
        {
            value["type"] = "Opaque";
        }

        if (value["stringData"] is not JsonObject texts)
        {
            return;
        }

        if (value["data"] is not JsonObject data)
        {
            value["data"] = data = [];
        }

        foreach (var (key, text) in texts)
        {
            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text?.GetValue<string>() ?? string.Empty));
        }

        value.Remove("stringData");
    }

    public override void Validate(JsonObject value, FieldErrors errors)
    {
        var size = 0L;
        foreach (var (key, text) in DataKeys.Of(value, "data"))
        {
            DataKeys.Check("data", key, errors);
            size += Base64Text.DecodedLength(text);
        }

        if (size > DataKeys.LargestData)
        {
            errors.TooLong("data", DataKeys.LargestData);
        }

        if (JsonField.Text(value, "type") == "kubernetes.io/basic-auth" && value["data"]?["username"] is null && value["data"]?["password"] is null)
        {
            errors.Required("data[username]");
            errors.Required("data[password]");
        }

        foreach (var key in NeededBy(JsonField.Text(value, "type")))
        {
            if (value["data"]?[key] is null)
            {
                errors.Required($"data[{key}]");
            }
        }
    }

    public override void ValidateUpdate(JsonObject value, JsonObject old, FieldErrors errors)
    {
        var type = value["type"]?.GetValue<string>() ?? string.Empty;
        if (type != old["type"]?.GetValue<string>())
        {
            errors.Invalid("type", type, "field is immutable");
        }

        DataKeys.CheckImmutable(value, old, errors, "data");
    }

    /// <summary>The keys that a secret of a known type must have.</summary>
    private static string[] NeededBy(string type) => type switch
    {
        "kubernetes.io/tls" => ["tls.crt", "tls.key"],
        "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
        "kubernetes.io/dockercfg" => [".dockercfg"],
        "kubernetes.io/ssh-auth" => ["ssh-privatekey"],
        _ => [],
    };
}
