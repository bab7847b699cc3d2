using System.Text;
using System.Text.Json.Nodes;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>ConfigMaps of every size and content that the scenarios use.</summary>
internal static class ConfigMaps
{
    /// <summary>From here on kubectl's client-side apply cannot keep its copy in an annotation; such objects are created and replaced.</summary>
    public const int ApplyLimit = 100_000;

    public static JsonObject Of(string name, int size, string letter = "x") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["data"] = new JsonObject { ["value"] = new StringBuilder().Insert(0, letter, size / Encoding.UTF8.GetByteCount(letter)).ToString() },
    };

    public static JsonObject Empty(string name)
    {
        JsonObject map = Of(name, 1);
        map.Remove("data");
        return map;
    }

    public static JsonObject Binary(string name, byte[] bytes)
    {
        JsonObject map = Empty(name);
        map["binaryData"] = new JsonObject { ["blob"] = Convert.ToBase64String(bytes) };
        return map;
    }

    /// <summary>A manifest that holds them all.</summary>
    public static string Manifest(IEnumerable<JsonObject> maps) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. maps]),
    }.ToJsonString();
}
