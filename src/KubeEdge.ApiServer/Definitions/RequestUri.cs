using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>
/// Tells an address or an absolute path, as Go's <c>url.ParseRequestURI</c> does: laxer than .NET with what a path may hold, stricter with
/// what has neither scheme nor slash.
/// </summary>
internal static partial class RequestUri
{
    private const string Scheme = "[A-Za-z][A-Za-z0-9+.-]*:";
    private const string User = @"(?:[A-Za-z0-9._~!$&'()*+,;=:%@-]*@)?";
    private const string Host = @"(?:\[[^\]]*\]|[^ #/:?@\[\]\\^`{|}]*)(?::[0-9]*)?";
    private const string Path = @"(?:/(?:[^%?]|%[0-9A-Fa-f]{2})*)";
    private const string Query = @"(?:\?.*)?";

    public static bool IsMatch(string text) => Form().IsMatch(text) && !Control().IsMatch(text);

    // What stands after a scheme without a slash is not looked into; two slashes after it begin a host, without it a path.
    [GeneratedRegex(
        $@"\A(?:\*|{Scheme}(?:[^/].*)?|{Scheme}//{User}{Host}{Path}?{Query}|(?:{Scheme}(?!//))?{Path}{Query})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("[\0-\x1f\x7f]", RegexOptions.CultureInvariant)]
    private static partial Regex Control();
}
