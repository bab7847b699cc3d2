using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace KubeEdge.Beehive.Json;

/// <summary>
/// Makes a received document readable by every JSON parser of .NET, with the result that Go has when it decodes the same bytes: each
/// invalid UTF-8 byte and each escape of half a surrogate pair becomes U+FFFD. Clean documents, that is nearly all, are not copied.
/// </summary>
internal static class JsonRepair
{
    private const int EscapeLength = 6;

    // A backslash and everything beyond ASCII; all else is copied in runs.
    private static readonly SearchValues<byte> _suspect =
        SearchValues.Create([(byte)'\\', .. Enumerable.Range(0x80, 0x80).Select(value => (byte)value)]);

    /// <summary>The document itself, or a repaired copy.</summary>
    public static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> document)
    {
        var utf8 = document.Span;
        return Utf8.IsValid(utf8) && !MayHoldSurrogate(utf8) ? document : Copy(utf8);
    }

    private static bool MayHoldSurrogate(ReadOnlySpan<byte> utf8) =>
        utf8.IndexOf("\\ud"u8) >= 0 || utf8.IndexOf("\\uD"u8) >= 0;

    private static ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> utf8)
    {
        var output = new ArrayBufferWriter<byte>(utf8.Length + 16);
        while (!utf8.IsEmpty)
        {
            var length = utf8.IndexOfAny(_suspect);
            if (length < 0)
            {
                length = utf8.Length;
            }
            else if (length == 0 && (length = TakeValid(utf8)) == 0)
            {
                output.Write("\ufffd"u8);
                utf8 = utf8[(utf8[0] == '\\' ? EscapeLength : 1)..];
                continue;
            }

            output.Write(utf8[..length]);
            utf8 = utf8[length..];
        }

        return output.WrittenMemory;
    }

    // The length of what can stay at the start of the text; 0 when that is an invalid byte or the escape of half a pair.
    private static int TakeValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8[0] != '\\')
        {
            return Rune.DecodeFromUtf8(utf8, out _, out var consumed) == OperationStatus.Done ? consumed : 0;
        }

        var unit = JsonText.ReadCodeUnit(utf8);
        if (unit < 0)
        {
            // A short escape: its second byte goes along, so that the escape of a backslash is not taken for the start of one.
            return utf8.Length > 1 && utf8[1] < 0x80 ? 2 : 1;
        }

        if (!char.IsSurrogate((char)unit))
        {
            return EscapeLength;
        }

        var low = char.IsHighSurrogate((char)unit) ? JsonText.ReadCodeUnit(utf8[EscapeLength..]) : -1;
        return low >= 0 && char.IsLowSurrogate((char)low) ? 2 * EscapeLength : 0;
    }
}
