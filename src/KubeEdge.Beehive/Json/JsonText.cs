using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace KubeEdge.Beehive.Json;

/// <summary>Reads JSON strings as they stand on the wire: quotes included, escapes not yet resolved, known to be well-formed.</summary>
internal static class JsonText
{
    private const int LongestOnStack = 256;

    /// <summary>The UTF-8 text of a quoted string; a slice of it when it has no escapes.</summary>
    public static ReadOnlyMemory<byte> Unquote(ReadOnlyMemory<byte> quoted)
    {
        var inside = quoted[1..^1];
        if (!inside.Span.Contains((byte)'\\'))
        {
            return inside;
        }

        var text = new byte[inside.Length];
        return text.AsMemory(0, Unescape(inside.Span, text));
    }

    /// <summary>Whether a quoted string stands for this text.</summary>
    public static bool Equals(ReadOnlySpan<byte> quoted, string text)
    {
        var inside = quoted[1..^1];
        if (!inside.Contains((byte)'\\'))
        {
            return EqualsUtf8(inside, text);
        }

        var rented = inside.Length > LongestOnStack ? ArrayPool<byte>.Shared.Rent(inside.Length) : null;
        var buffer = rented ?? stackalloc byte[LongestOnStack];
        var equal = EqualsUtf8(buffer[..Unescape(inside, buffer)], text);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return equal;
    }

    /// <summary>Resolves the escapes of a string's inside; the output is never longer than the input.</summary>
    public static int Unescape(ReadOnlySpan<byte> inside, Span<byte> output)
    {
        var written = 0;
        while (true)
        {
            var run = inside.IndexOf((byte)'\\');
            if (run < 0)
            {
                inside.CopyTo(output[written..]);
                return written + inside.Length;
            }

            inside[..run].CopyTo(output[written..]);
            written += run;
            var (rune, length) = ReadEscape(inside[run..]);
            written += rune.EncodeToUtf8(output[written..]);
            inside = inside[(run + length)..];
        }
    }

    /// <summary>Decodes standard, padded base64; line breaks are skipped, as in Go.</summary>
    public static bool TryDecodeBase64(ReadOnlySpan<byte> utf8, out ReadOnlyMemory<byte> bytes)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(utf8.Length)];
        var status = Base64.DecodeFromUtf8(utf8, decoded, out _, out var written);
        bytes = status == OperationStatus.Done ? decoded.AsMemory(0, written) : default;
        return status == OperationStatus.Done;
    }

    /// <summary>The four hex digits of a <c>\u</c> escape at the start of the text; -1 when there is none.</summary>
    public static int ReadCodeUnit(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 6 || escape[0] != '\\' || escape[1] != 'u')
        {
            return -1;
        }

        var unit = 0;
        foreach (var digit in escape[2..6])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return -1;
            }

            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return unit;
    }

    private static (Rune Rune, int Length) ReadEscape(ReadOnlySpan<byte> escape)
    {
        var unit = ReadCodeUnit(escape);
        if (unit < 0)
        {
            return (new Rune((char)Short(escape[1])), 2);
        }

        var low = char.IsHighSurrogate((char)unit) ? ReadCodeUnit(escape[6..]) : -1;
        return low >= 0 && Rune.TryCreate((char)unit, (char)low, out var pair) ? (pair, 12)
            : Rune.TryCreate((char)unit, out var rune) ? (rune, 6)
            : (Rune.ReplacementChar, 6);
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => letter,
    };

    private static bool EqualsUtf8(ReadOnlySpan<byte> utf8, string text) =>
        Ascii.IsValid(text)
            ? Ascii.Equals(utf8, text)
            : Encoding.UTF8.GetByteCount(text) == utf8.Length && Encoding.UTF8.GetString(utf8) == text;
}
