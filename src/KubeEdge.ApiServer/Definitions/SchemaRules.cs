using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>What the schema in a definition must be like, with Kubernetes' messages.</summary>
internal static class SchemaRules
{
    private static readonly string[] _types = ["array", "boolean", "integer", "number", "object", "string"];

    public static void Check(JsonObject schema, string path, bool isRoot, FieldErrors errors)
    {
        var type = JsonField.Text(schema, "type");
        if (type.Length == 0)
        {
            if (isRoot)
            {
                errors.Required($"{path}.type", "must not be empty at the root");
            }
            else if (!JsonField.Flag(schema, "x-kubernetes-int-or-string") && !JsonField.Flag(schema, "x-kubernetes-preserve-unknown-fields"))
            {
                errors.Required($"{path}.type", "must not be empty for specified object fields");
            }
        }
        else if (!_types.Contains(type, StringComparer.Ordinal))
        {
            errors.NotSupported($"{path}.type", type, string.Join(", ", _types.Select(Responses.GoText.Quote)));
        }

        if (type == "array" && schema["items"] is not JsonObject)
        {
            errors.Required($"{path}.items", "must be specified");
        }

        if (schema["default"] is { } fallback)
        {
            SchemaValidator.Check(fallback, new SchemaNode(schema), $"{path}.default", errors);
        }

        if (schema["properties"] is JsonObject properties)
        {
            foreach (var (name, property) in properties)
            {
                CheckNested(property, $"{path}.properties[{name}]", errors);
            }
        }

        CheckNested(schema["items"], $"{path}.items", errors);
        CheckNested(schema["additionalProperties"], $"{path}.additionalProperties", errors);
    }

    private static void CheckNested(JsonNode? node, string path, FieldErrors errors)
    {
        if (node is JsonObject schema)
        {
            Check(schema, path, isRoot: false, errors);
        }
    }
}
