using System.Buffers;
using System.Globalization;
using System.Text;

namespace KubeEdge.Grpc.Framing;

/// <summary>The two headers of gRPC that have a grammar of their own: a time span, and a text that bytes above ASCII are escaped in.</summary>
public static class GrpcText
{
    private const int MaximumDigits = 8;

    // What stands for itself: printable ASCII but the percent sign.
    private static readonly SearchValues<char> _plain = SearchValues.Create(
        " !\"#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly (char Unit, long Ticks)[] _units =
    [
        ('u', TimeSpan.TicksPerMicrosecond), ('m', TimeSpan.TicksPerMillisecond), ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>The header of a time span, in the finest unit that holds it in eight digits and never shorter than it is.</summary>
    public static string FormatTimeout(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "0m";
        }

        foreach (var (unit, ticks) in _units)
        {
            var count = ((timeout.Ticks - 1) / ticks) + 1;
            if (count < 100_000_000)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }

        return "99999999H";
    }

    /// <summary>Reads the header.</summary>
    /// <returns>False when it has another form than one to eight digits and a unit.</returns>
    public static bool TryParseTimeout(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MaximumDigits + 1
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        if (text[^1] == 'n')
        {
            timeout = new TimeSpan((count + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick);
            return true;
        }

        foreach (var (unit, ticks) in _units)
        {
            if (unit == text[^1])
            {
                timeout = new TimeSpan(count * ticks);
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes a header of a text.</summary>
    public static string EncodeMessage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExcept(_plain))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (_plain.Contains((char)value))
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Makes a text of a header. What is not escaped as it should be stays as it stands; it never fails.</summary>
    public static string DecodeMessage(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (!header.Contains('%', StringComparison.Ordinal))
        {
            return header;
        }

        var bytes = new ArrayBufferWriter<byte>(header.Length);
        for (var at = 0; at < header.Length; at++)
        {
            if (header[at] == '%'
                && at + 2 < header.Length
                && byte.TryParse(header.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Write([value]);
                at += 2;
            }
            else
            {
                Encoding.UTF8.GetBytes(header.AsSpan(at, 1), bytes);
            }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
