using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>The formats of texts, as Kubernetes checks them. Rare ones (email, hostname, duration and the like) are not checked.</summary>
internal static partial class SchemaFormats
{
    private static readonly SearchValues<char> _base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    public static bool Fits(string format, string text) => format switch
    {
        "date-time" or "datetime" => DateTime().Match(text) is { Success: true } match && IsDate(match.Groups[1].ValueSpan),
        "date" => Date().IsMatch(text) && IsDate(text),
        "byte" => IsBase64(text),
        "ipv4" => AddressFormats.IsIPv4(text),
        "ipv6" => AddressFormats.IsIPv6(text),
        "cidr" => AddressFormats.IsCidr(text),
        "mac" => AddressFormats.IsMac(text),
        "uuid" => Uuid().IsMatch(text),
        "uuid3" => IsUuid(text, '3', anyVariant: true),
        "uuid4" => IsUuid(text, '4', anyVariant: false),
        "uuid5" => IsUuid(text, '5', anyVariant: false),
        "uri" => RequestUri.IsMatch(text),
        _ => true,
    };

    /// <summary>Whether there is such a day. The year 0 is one, which .NET has not; it is a leap year as 2000 is.</summary>
    private static bool IsDate(ReadOnlySpan<char> date)
    {
        var (year, month, day) = (Number(date[..4]), Number(date[5..7]), Number(date[8..]));
        return month is >= 1 and <= 12 && day >= 1 && day <= System.DateTime.DaysInMonth(year == 0 ? 2000 : year, month);
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Stricter than what a field of binary values takes: there is something, and no line is broken.</summary>
    private static bool IsBase64(string text)
    {
        var padding = text.EndsWith("==", StringComparison.Ordinal) ? 2 : text.EndsWith('=') ? 1 : 0;
        return text.Length > 0 && text.Length % 4 == 0 && !text.AsSpan()[..^padding].ContainsAnyExcept(_base64);
    }

    private static bool IsUuid(string text, char version, bool anyVariant)
    {
        var match = Uuid().Match(text);
        return match.Success && match.Groups[1].ValueSpan[0] == version && (anyVariant || "89abAB".Contains(match.Groups[2].Value[0]));
    }

    // Any offset will do there, any character before the fraction, and whatever follows a second T.
    [GeneratedRegex(
        @"\A([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})([Tt](.|\n)*)?\z")]
    private static partial Regex DateTime();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Date();

    [GeneratedRegex(
        @"\A[0-9a-f]{8}-?[0-9a-f]{4}-?([0-9a-f])[0-9a-f]{3}-?([0-9a-f])[0-9a-f]{3}-?[0-9a-f]{12}\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
