using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace KubeEdge.Dmi.Tests.Vectors;

/// <summary>What the original's DMI was seen to do.</summary>
internal static class Vector
{
    private static readonly JsonParser _parser =
        new(new JsonParser.Settings(recursionLimit: 64, TypeRegistry.FromFiles(WrappersReflection.Descriptor)));

    private static readonly JsonArray _all = Load();

    public static JsonObject Get(string id) => _all.OfType<JsonObject>().Single(vector => (string?)vector["id"] == id);

    /// <summary>The object that a vector puts in.</summary>
    public static string Content(string id) => (string?)Get(id)["input"]?["content"] ?? throw new FormatException($"{id} has no content.");

    public static byte[] Bytes(string id) => Convert.FromHexString((string?)Get(id)["request_wire_hex_map_keys_sorted"] ?? string.Empty);

    /// <summary>A message of a vector.</summary>
    public static T Message<T>(string id, string member)
        where T : IMessage<T>, new() =>
        _parser.Parse<T>(Get(id)[member]?.ToJsonString() ?? throw new FormatException($"{id} has no {member}."));

    private static JsonArray Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", "dmi.json");
        return JsonNode.Parse(File.ReadAllBytes(path))?["dmi"] as JsonArray ?? throw new FormatException(path);
    }
}
