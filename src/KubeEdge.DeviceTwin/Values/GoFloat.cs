using System.Buffers;
using System.Globalization;

namespace KubeEdge.DeviceTwin.Values;

/// <summary>
/// Floats as the original reads them, by the rules of its language: decimal or hexadecimal digits, an exponent, underscores between
/// digits, the names of infinity and of no number. What is too large for 64 bits is no float.
/// </summary>
internal static class GoFloat
{
    private static readonly SearchValues<char> _decimal = SearchValues.Create("0123456789.eE+-");

    public static bool IsValid(string text)
    {
        var signed = text is ['+' or '-', ..];
        var digits = text.AsSpan(signed ? 1 : 0);
        if (digits.Equals("inf", StringComparison.OrdinalIgnoreCase) || digits.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!signed && digits.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var isHex = digits is ['0', 'x' or 'X', ..];
        return Underscores(digits, isHex) && (isHex ? IsHex(digits[2..]) : IsDecimal(digits));
    }

    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        Span<char> plain = stackalloc char[512];
        return text.Length <= plain.Length
            && Copy(text, plain, out var length)
            && !plain[..length].ContainsAnyExcept(_decimal)
            && double.TryParse(plain[..length], styles, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value);
    }

    /// <summary>Digits with at most one point, then an exponent of two, which must be there.</summary>
    private static bool IsHex(ReadOnlySpan<char> text)
    {
        var exponentAt = text.IndexOfAny('p', 'P');
        if (exponentAt < 1)
        {
            return false;
        }

        double mantissa = 0;
        var (digits, point, shift) = (0, false, 0);
        foreach (var c in text[..exponentAt])
        {
            if (c == '.' && !point)
            {
                point = true;
            }
            else if (char.IsAsciiHexDigit(c))
            {
                // Digits beyond what a double holds only move the point.
                digits++;
                shift -= point ? 4 : 0;
                mantissa = (mantissa * 16) + Convert.ToInt32(c.ToString(), 16);
            }
            else if (c != '_')
            {
                return false;
            }
        }

        return digits > 0 && TryExponent(text[(exponentAt + 1)..], out var exponent)
            && double.IsFinite(Math.ScaleB(mantissa, Math.Clamp(exponent + shift, -100_000, 100_000)));
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var negative = text is ['-', ..];
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        foreach (var c in digits)
        {
            if (c == '_')
            {
                continue;
            }

            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            exponent = Math.Min(100_000, (exponent * 10) + (c - '0'));
        }

        exponent = negative ? -exponent : exponent;
        return digits.Length > 0;
    }

    /// <summary>An underscore stands between two digits; the prefix of hexadecimal numbers counts as one.</summary>
    private static bool Underscores(ReadOnlySpan<char> text, bool isHex)
    {
        for (var at = text.IndexOf('_'); at >= 0 && at < text.Length; at++)
        {
            if (text[at] != '_')
            {
                continue;
            }

            var isInside = at > 0 && at < text.Length - 1;
            if (!isInside || !Separates(text[at - 1], at == 2, isHex) || !IsDigit(text[at + 1], isHex))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Separates(char before, bool afterPrefix, bool isHex) => (isHex && afterPrefix) || IsDigit(before, isHex);

    private static bool IsDigit(char c, bool isHex) => isHex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c);

    private static bool Copy(ReadOnlySpan<char> text, Span<char> plain, out int length)
    {
        length = 0;
        foreach (var c in text)
        {
            if (c != '_')
            {
                plain[length++] = c;
            }
        }

        return length > 0;
    }
}
