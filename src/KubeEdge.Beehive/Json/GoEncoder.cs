using System.Buffers;
using System.Text.Encodings.Web;

namespace KubeEdge.Beehive.Json;

/// <summary>Escapes strings as Go's <c>encoding/json</c> does, so that typed content looks as the original writes it.</summary>
internal sealed class GoEncoder : JavaScriptEncoder
{
    // Controls, quote, backslash, the three HTML characters and the two line separators. Not DEL, not '/', not "'", nothing beyond ASCII.
    private static readonly SearchValues<char> _escaped = SearchValues.Create(Run(0, 0x20) + "\"\\<>&\u2028\u2029");
    private static readonly SearchValues<char> _surrogates = SearchValues.Create(Run(0xd800, 0x800));

    /// <summary>The one instance.</summary>
    public static GoEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <summary>Where the first character lies that Go escapes; -1 when there is none.</summary>
    public static int IndexOfEscaped(ReadOnlySpan<char> text) => text.IndexOfAny(_escaped);

    /// <summary>Writes the escape of one character that Go escapes. Gives its length, at most 6.</summary>
    public static int Escape(char c, Span<char> output)
    {
        var letter = c switch
        {
            '"' or '\\' => c,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => '\0',
        };
        output[0] = '\\';
        if (letter != '\0')
        {
            output[1] = letter;
            return 2;
        }

        const string digits = "0123456789abcdef";
        output[1] = 'u';
        for (var i = 0; i < 4; i++)
        {
            output[2 + i] = digits[(c >> (12 - (4 * i))) & 15];
        }

        return 6;
    }

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar <= char.MaxValue && _escaped.Contains((char)unicodeScalar);

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var escaped = IndexOfEscaped(span);
        var clean = escaped < 0 ? span : span[..escaped];
        for (var from = 0; clean[from..].IndexOfAny(_surrogates) is var at and >= 0; from += at + 2)
        {
            // Half of a surrogate pair: the caller replaces it.
            if (from + at + 1 >= clean.Length || !char.IsSurrogatePair(clean[from + at], clean[from + at + 1]))
            {
                return from + at;
            }
        }

        return escaped;
    }

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        numberOfCharactersWritten = 0;
        Span<char> escape = stackalloc char[6];
        escape = escape[..Escape((char)unicodeScalar, escape)];
        if (!escape.TryCopyTo(new Span<char>(buffer, bufferLength)))
        {
            return false;
        }

        numberOfCharactersWritten = escape.Length;
        return true;
    }

    private static string Run(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(c => (char)c));
}
