using System.Text.Json.Nodes;

namespace KubeEdge.NodeAgent.Cloud;

/// <summary>Reads members of trees that came from a peer, whatever they hold.</summary>
internal static class JsonRead
{
    /// <summary>The object at a path of member names; null when there is none.</summary>
    public static JsonObject? Object(JsonNode? value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            value = value is JsonObject members && members.TryGetPropertyValue(name, out var member) ? member : null;
        }

        return value as JsonObject;
    }

    /// <summary>The text of a member; empty when there is none.</summary>
    public static string Text(JsonNode? value, string name) =>
        value is JsonObject members && members[name] is JsonValue text && text.TryGetValue<string>(out var found) ? found : string.Empty;
}
