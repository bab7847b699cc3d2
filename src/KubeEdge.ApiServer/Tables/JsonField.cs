using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Lenient look-ups in objects that nobody has checked: what is missing or of another type is empty.</summary>
internal static class JsonField
{
    public static string Text(JsonNode? value, params ReadOnlySpan<string> path) =>
        Find(value, path) is JsonValue text && text.TryGetValue<string>(out var found) ? found : string.Empty;

    public static long Number(JsonNode? value, params ReadOnlySpan<string> path) =>
        Find(value, path) is JsonValue number && number.TryGetValue<long>(out var found) ? found : 0;

    public static bool Flag(JsonNode? value, params ReadOnlySpan<string> path) =>
        Find(value, path) is JsonValue flag && flag.TryGetValue<bool>(out var found) && found;

    public static bool IsObject(JsonNode? value, params ReadOnlySpan<string> path) => Find(value, path) is JsonObject;

    public static IEnumerable<JsonNode?> Items(JsonNode? value, params ReadOnlySpan<string> path) => Find(value, path) as JsonArray ?? [];

    /// <summary>What kubectl shows where there is nothing.</summary>
    public static string OrNone(string text) => text.Length == 0 ? "<none>" : text;

    private static JsonNode? Find(JsonNode? value, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            value = value is JsonObject members ? members[name] : null;
        }

        return value;
    }
}
