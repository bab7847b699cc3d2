using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Reads and writes the metadata of an object's tree, after its types were checked.</summary>
internal static class ObjectMeta
{
    /// <summary>The metadata; made when there is none.</summary>
    public static JsonObject Of(JsonObject value)
    {
        if (value["metadata"] is not JsonObject metadata)
        {
            value["metadata"] = metadata = [];
        }

        return metadata;
    }

    /// <summary>A text of the metadata; empty when absent.</summary>
    public static string Text(JsonObject value, string name) =>
        value["metadata"] is JsonObject metadata && metadata[name] is JsonValue text && text.TryGetValue<string>(out var found)
            ? found
            : string.Empty;

    public static string Name(JsonObject value) => Text(value, "name");

    public static bool IsDeleting(JsonObject value) => Text(value, "deletionTimestamp").Length > 0;

    public static bool HasFinalizers(JsonObject value) => value["metadata"]?["finalizers"] is JsonArray { Count: > 0 };

    public static IReadOnlyList<string> Finalizers(JsonObject value) =>
        value["metadata"]?["finalizers"] is JsonArray finalizers ? [.. finalizers.Select(item => item?.GetValue<string>() ?? string.Empty)] : [];

    /// <summary>Makes a member equal to that of another object, absence included.</summary>
    public static void Copy(JsonObject from, JsonObject to, string name)
    {
        if (from.TryGetPropertyValue(name, out var node) && node is not null)
        {
            to[name] = node.DeepClone();
        }
        else
        {
            to.Remove(name);
        }
    }
}
