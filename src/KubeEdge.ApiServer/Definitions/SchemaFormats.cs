using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KubeEdge.ApiServer.Schemas;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>The formats of texts that are checked; others say something to people only.</summary>
internal static partial class SchemaFormats
{
    public static bool Fits(string format, string text) => format switch
    {
        "date-time" => DateTime().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "byte" => Base64Text.Problem(text) is null,
        "ipv4" => IPAddress.TryParse(text, out var address) && address.GetAddressBytes().Length == 4,
        "ipv6" => IPAddress.TryParse(text, out var address) && address.GetAddressBytes().Length == 16,
        "uuid" => Guid.TryParse(text, out _),
        "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        _ => true,
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex DateTime();
}
