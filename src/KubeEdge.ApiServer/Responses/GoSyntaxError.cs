using System.Text.Json;

namespace KubeEdge.ApiServer.Responses;

/// <summary>Says of broken JSON what Go's decoder says, as far as the place and kind of the fault allow.</summary>
internal static class GoSyntaxError
{
    public static string Describe(JsonException fault, ReadOnlySpan<byte> utf8)
    {
        var place = Find(fault, utf8);
        if (place >= utf8.Length)
        {
            return "unexpected end of JSON input";
        }

        var before = Before(utf8[..place]);
        var looking = fault.Message switch
        {
            var text when text.Contains("start of a property name", StringComparison.Ordinal) => "looking for beginning of object key string",
            var text when text.Contains("start of a value", StringComparison.Ordinal) => "looking for beginning of value",
            var text when text.Contains("after a single JSON value", StringComparison.Ordinal) => "after top-level value",
            var text when text.Contains("after a value", StringComparison.Ordinal) => "after object key:value pair",
            var text when text.Contains("after a property name", StringComparison.Ordinal) => "after object key",
            _ when before == ',' => "looking for beginning of object key string",
            _ => null,
        };
        return looking is null ? fault.Message : $"invalid character {Show(utf8[place])} {looking}";
    }

    private static int Find(JsonException fault, ReadOnlySpan<byte> utf8)
    {
        var place = 0;
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
        {
            var end = utf8[place..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return utf8.Length;
            }

            place += end + 1;
        }

        return (int)Math.Min(place + (fault.BytePositionInLine ?? 0), utf8.Length);
    }

    private static byte Before(ReadOnlySpan<byte> utf8)
    {
        var trimmed = utf8.TrimEnd(" \t\r\n"u8);
        return trimmed.IsEmpty ? (byte)0 : trimmed[^1];
    }

    private static string Show(byte value) => value is >= 0x20 and < 0x7F ? $"'{(char)value}'" : $"'\\x{value:x2}'";
}
