using System.Text.Json.Nodes;

namespace KubeEdge.Testing.Expectations;

/// <summary>Whether a document says everything that another one says.</summary>
internal static class JsonSubset
{
    /// <summary>Members that are not expected are ignored, at every depth; arrays and values must be equal.</summary>
    public static bool IsIn(JsonNode? expected, JsonNode? actual)
    {
        if (expected is not JsonObject members)
        {
            return JsonNode.DeepEquals(expected, actual);
        }

        if (actual is not JsonObject found)
        {
            return false;
        }

        foreach (var (name, value) in members)
        {
            if (!found.TryGetPropertyValue(name, out var there) || !IsIn(value, there))
            {
                return false;
            }
        }

        return true;
    }
}
