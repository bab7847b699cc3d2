using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>Schemas in gnostic's binary form.</summary>
internal static class GnosticSchema
{
    private const string ExtensionPrefix = "x-";

    /// <summary>A schema with its name.</summary>
    public static ProtobufText Named(string name, JsonObject schema) => new ProtobufText().Text(1, name).Message(2, Write(schema));

    /// <summary>Adds the members that begin with <c>x-</c>.</summary>
    public static ProtobufText Extensions(ProtobufText message, JsonObject value, int field)
    {
        foreach (var (name, extension) in value)
        {
            if (name.StartsWith(ExtensionPrefix, StringComparison.Ordinal))
            {
                // Written as YAML, of which JSON is a part.
                var any = new ProtobufText().Text(2, extension?.ToJsonString() ?? "null");
                message.Message(field, new ProtobufText().Text(1, name).Message(2, any));
            }
        }

        return message;
    }

    private static ProtobufText Write(JsonObject schema)
    {
        var result = new ProtobufText()
            .Text(1, JsonField.Text(schema, "$ref"))
            .Text(2, JsonField.Text(schema, "format"))
            .Text(4, JsonField.Text(schema, "description"));
        foreach (var name in JsonField.Items(schema, "required"))
        {
            result.Text(19, JsonField.Text(name));
        }

        if (schema["additionalProperties"] is JsonObject additional)
        {
            result.Message(21, new ProtobufText().Message(1, Write(additional)));
        }

        // What takes more than its type says has none here; so do those that this version has no words for.
        var isFree = JsonField.Flag(schema, "nullable")
            || JsonField.Flag(schema, "x-kubernetes-preserve-unknown-fields")
            || JsonField.Flag(schema, "x-kubernetes-int-or-string");
        if (!isFree && JsonField.Text(schema, "type") is { Length: > 0 } type)
        {
            result.Message(22, new ProtobufText().Text(1, type));
        }

        if (schema["items"] is JsonObject items)
        {
            result.Message(23, new ProtobufText().Message(1, Write(items)));
        }

        if (schema["properties"] is JsonObject properties)
        {
            var named = new ProtobufText();
            foreach (var (name, property) in properties)
            {
                named.Message(1, Named(name, property as JsonObject ?? []));
            }

            result.Message(25, named);
        }

        return Extensions(result, schema, field: 31);
    }
}
