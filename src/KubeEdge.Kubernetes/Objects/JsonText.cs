using System.Text;
using System.Text.Json;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>Reads single values out of a document that is already known to be valid.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions _options = new() { MaxDepth = KubeObjectReader.MaxDepth };

    /// <summary>The text of a string token with its quotes; empty for no token.</summary>
    public static string Decode(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty)
        {
            return string.Empty;
        }

        if (!token.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(token[1..^1]);
        }

        var reader = new Utf8JsonReader(token, _options);
        reader.Read();
        return reader.GetString() ?? string.Empty;
    }

    /// <summary>A map of strings. A null value is an empty text, and the last of equal names counts, as in Kubernetes.</summary>
    public static Dictionary<string, string> DecodeMap(ReadOnlySpan<byte> json)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, _options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? string.Empty;
            reader.Read();
            map[name] = reader.GetString() ?? string.Empty;
        }

        return map;
    }

    /// <summary>The scalar at a dotted path, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> json, ReadOnlySpan<char> path)
    {
        var reader = new Utf8JsonReader(json, _options);
        reader.Read();
        foreach (var segment in path.Split('.'))
        {
            if (reader.TokenType != JsonTokenType.StartObject || !Enter(ref reader, path[segment]))
            {
                return null;
            }
        }

        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
    }

    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<char> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
