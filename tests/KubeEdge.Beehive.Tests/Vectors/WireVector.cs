using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Vectors;

/// <summary>One recorded WebSocket message of the original: what it means, and the bytes it became.</summary>
public sealed class WireVector
{
    private readonly JsonObject _json;

    private WireVector(JsonObject json) => _json = json;

    /// <summary>Every WebSocket vector.</summary>
    public static IReadOnlyList<WireVector> All { get; } = Load();

    public string Id => Text(_json, "id");

    /// <summary>Whether the bytes follow from the message alone (no fresh id or clock).</summary>
    public bool IsDeterministic => (bool)_json["deterministic"]!;

    public string ContentKind => Text(_json, "content_kind");

    public byte[] Payload => Encoding.UTF8.GetBytes(Text(_json, "payload_utf8"));

    /// <summary>What the original's GetContentData gives at the receiver; null when not recorded.</summary>
    public byte[]? ReceivedData =>
        _json["receiver_sees"]?["content_data_hex"] is { } hex ? Convert.FromHexString(hex.GetValue<string>()) : null;

    public byte[]? ContentBytes => _json["content_bytes_base64"] is { } text ? Convert.FromBase64String(text.GetValue<string>()) : null;

    public MessageHeader Header
    {
        get
        {
            var header = _json["message"]!["header"]!.AsObject();
            return new(
                MessageId.Parse(Text(header, "msg_id")),
                MessageId.Parse(Text(header, "parent_msg_id")),
                (long)header["timestamp"]!,
                Optional(header, "resourceversion"),
                (bool)header["sync"]!,
                Optional(header, "type"));
        }
    }

    public MessageRoute Route
    {
        get
        {
            var route = _json["message"]!["route"]!.AsObject();
            return new(
                Text(route, "source"),
                Optional(route, "group"),
                Text(route, "resource"),
                Text(route, "operation"),
                Optional(route, "destination"));
        }
    }

    /// <summary>The JSON of the logical content, numbers as recorded.</summary>
    public JsonNode? Content => _json["message"]!["content"];

    /// <summary>The content's bytes in the payload: what stands between <c>"content":</c> and the closing brace.</summary>
    public byte[] ContentJson
    {
        get
        {
            var payload = Payload;
            var start = payload.AsSpan().IndexOf("\"content\":"u8) + 10;
            return payload[start..^2];
        }
    }

    public static WireVector Get(string id) => All.Single(v => v.Id == id);

    public override string ToString() => Id;

    private static List<WireVector> Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", "viaduct-wire.json");
        var vectors = JsonNode.Parse(File.ReadAllText(path))!["vectors"]!.AsArray().Select(v => new WireVector(v!.AsObject()));
        return [.. vectors.Where(v => v.Id.StartsWith("ws-", StringComparison.Ordinal))];
    }

    private static string Text(JsonObject json, string name) => (string)json[name]!;

    private static string? Optional(JsonObject json, string name) => Text(json, name) is { Length: > 0 } text ? text : null;
}
