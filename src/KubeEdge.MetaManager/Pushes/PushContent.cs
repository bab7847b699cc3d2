using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>The object inside a message's content, with the original's irregularities put right.</summary>
internal static class PushContent
{
    /// <summary>
    /// Whether the content is an error in place of an object: <c>{"ErrStatus":…}</c>. The original stores it as if it were the
    /// object and serves it from then on.
    /// </summary>
    public static bool IsError(ReadOnlySpan<byte> json) => FirstMemberIs(json, "ErrStatus"u8);

    /// <summary>Whether the content is the wrapper that some answers have: <c>{"Object":…,"Err":…}</c>.</summary>
    public static bool IsWrapped(ReadOnlySpan<byte> json) => FirstMemberIs(json, "Object"u8) || FirstMemberIs(json, "Err"u8);

    /// <summary>Takes the object out of the wrapper; false when it holds an error or nothing.</summary>
    public static bool TryUnwrap(ReadOnlyMemory<byte> json, out ReadOnlyMemory<byte> inner)
    {
        inner = default;
        if (ParseObject(json) is not { } wrapper || wrapper["Err"] is not null || wrapper["Object"] is not JsonObject value)
        {
            return false;
        }

        inner = Render(value);
        return true;
    }

    /// <summary>
    /// Reads the object. Where the peer left out <c>apiVersion</c> and <c>kind</c>, as the original's sync controller does in deletes
    /// and its policy controller everywhere, the path's type fills them in, so that whoever reads the store finds whole objects.
    /// </summary>
    public static KubeObject? TryRead(ReadOnlyMemory<byte> json, ResourceType? type, out string? error)
    {
        if (KubeObject.TryParse(json, out var value, out error))
        {
            return value;
        }

        if (type is null || ParseObject(json) is not { } node || (node.ContainsKey("kind") && node.ContainsKey("apiVersion")))
        {
            return null;
        }

        node.TryAdd("kind", type.Kind);
        node.TryAdd("apiVersion", type.ApiVersion);
        return KubeObject.TryParse(Render(node), out value, out error) ? value : null;
    }

    /// <summary>
    /// The uid in the content of a delete, a patch or an older status report, which has it as a member of its own; empty when there is none,
    /// as in deletes of what is already gone.
    /// </summary>
    public static string UidOf(ReadOnlyMemory<byte> json)
    {
        var content = ParseObject(json);
        var uid = (content?["metadata"] as JsonObject)?["uid"] ?? content?["UID"];
        return uid is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;
    }

    /// <summary>
    /// In what an object names itself otherwise than its path, and so would be served under the wrong name; null when in nothing.
    /// </summary>
    public static string? Mismatch(KubeObject value, in ResourceKey key)
    {
        if (value.Name != key.Name)
        {
            return $"metadata.name is '{Shorten(value.Name)}'";
        }

        return key.Namespace is not null && value.Namespace is not null && value.Namespace != key.Namespace
            ? $"metadata.namespace is '{Shorten(value.Namespace)}'"
            : null;
    }

    /// <summary>What a peer made up, short enough for a log.</summary>
    public static string Shorten(string text) => text.Length <= 256 ? text : string.Concat(text.AsSpan(0, 256), "…");

    private static bool FirstMemberIs(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonObject? ParseObject(ReadOnlyMemory<byte> json)
    {
        try
        {
            var node = JsonNode.Parse(json.Span) as JsonObject;

            // Repeated members show at the first access only.
            _ = node?.Count;
            return node;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Render(JsonObject node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
