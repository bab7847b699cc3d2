using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>Addresses as Go reads them: an IPv4 address has four decimal parts, leading zeros do not matter, and no address has a zone.</summary>
internal static partial class AddressFormats
{
    public static bool IsIPv4(string text) => DottedQuad().IsMatch(text) || (text.Contains('.', StringComparison.Ordinal) && IsIPv6(text));

    public static bool IsIPv6(string text) =>
        HexAndColons().IsMatch(text) && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    public static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return false;
        }

        var address = text[..slash];
        return DottedQuad().IsMatch(address) ? bits <= 32 : bits <= 128 && IsIPv6(address);
    }

    /// <summary>Six, eight or twenty bytes, each or two of them together.</summary>
    public static bool IsMac(string text) => Bytes().IsMatch(text) || Pairs().IsMatch(text);

    [GeneratedRegex(@"\A(0*(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}0*(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\z")]
    private static partial Regex DottedQuad();

    [GeneratedRegex(@"\A[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\z")]
    private static partial Regex HexAndColons();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{2}([:-])([0-9A-Fa-f]{2}\1){4}(([0-9A-Fa-f]{2}\1){2}|([0-9A-Fa-f]{2}\1){14})?[0-9A-Fa-f]{2}\z")]
    private static partial Regex Bytes();

    [GeneratedRegex(@"\A([0-9A-Fa-f]{4}\.){2}([0-9A-Fa-f]{4}\.|([0-9A-Fa-f]{4}\.){7})?[0-9A-Fa-f]{4}\z")]
    private static partial Regex Pairs();
}
