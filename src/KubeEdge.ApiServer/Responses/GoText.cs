using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Responses;

/// <summary>Text as Go's formatting verbs print it, because the messages of Kubernetes are read by programs too.</summary>
internal static class GoText
{
    /// <summary>The form of <c>%q</c>.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            Append(result, rune);
        }

        return result.Append('"').ToString();
    }

    /// <summary>What a decoder calls the kind of a value that it did not expect.</summary>
    public static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    /// <summary>The type that a value has in Go when nothing says which it should be.</summary>
    public static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.AsValue().TryGetValue<long>(out _) ? "int64" : "float64",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.Object => "map[string]interface {}",
        _ => "nil",
    };

    /// <summary>The form of <c>%v</c> for decoded JSON.</summary>
    public static string Value(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject map => $"map[{string.Join(' ', map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Value(member.Value)}"))}]",
        JsonArray list => $"[{string.Join(' ', list.Select(Value))}]",
        _ => node.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(),
    };

    /// <summary>The form of <c>%#v</c> for decoded JSON.</summary>
    public static string Syntax(JsonNode? node) => node switch
    {
        null => "interface {}(nil)",
        JsonObject map => $"map[string]interface {{}}{{{string.Join(", ", map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{Quote(member.Key)}:{Syntax(member.Value)}"))}}}",
        JsonArray list => $"[]interface {{}}{{{string.Join(", ", list.Select(Syntax))}}}",
        _ => node.GetValueKind() is JsonValueKind.String ? Quote(node.GetValue<string>()) : node.ToJsonString(),
    };

    private static void Append(StringBuilder result, Rune rune)
    {
        switch (rune.Value)
        {
            case '"':
                result.Append("\\\"");
                break;
            case '\\':
                result.Append(@"\\");
                break;
            case '\n':
                result.Append("\\n");
                break;
            case '\r':
                result.Append("\\r");
                break;
            case '\t':
                result.Append("\\t");
                break;
            case < 0x20 or 0x7F:
                result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
                break;
            default:
                result.Append(rune);
                break;
        }
    }
}
