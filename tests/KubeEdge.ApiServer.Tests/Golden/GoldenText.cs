using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>Takes out of an output what differs from run to run.</summary>
internal static partial class GoldenText
{
    public static string Normalise(string text, Uri server, string folder)
    {
        text = ClientLines().Replace(text, string.Empty);
        text = ServerVersion().Replace(text, "$1<version>");
        text = Logs().Replace(text, "<klog>");
        text = SlowWatches().Replace(text, string.Empty);
        text = NormaliseTables(text);
        text = DescribedAge().Replace(text, "$1<age>");
        text = text.Replace(server.ToString().TrimEnd('/'), "<server>", StringComparison.Ordinal)
            .Replace(server.Authority, "<hostport>", StringComparison.Ordinal);
        text = EditedFiles().Replace(text, "<tmp>/edit.yaml");
        text = ComparedFolders().Replace(text, "<tmp>/$1").Replace(folder, "<tmp>", StringComparison.Ordinal);
        text = Tokens().Replace(text, "<token>");
        text = Uids().Replace(text, "<uid>");
        text = OldVersions().Replace(Versions().Replace(text, "$1<rv>"), "$1<rv> (<rv>)");
        text = Generated().Replace(text, "$1<rand>");
        text = Times().Replace(text, "<time>");
        text = ServiceAddresses().Replace(text, "<ip>");
        return NodePorts().Replace(text, match => match.Groups[1].Success ? $"{match.Groups[1].Value}<port>" : $":<port>{match.Groups[2].Value}");
    }

    /// <summary>An age decides how wide its column is, so the blanks around it are no part of the comparison.</summary>
    public static string NormaliseTables(string text) => string.Join('\n', text.Split('\n').Select(NormaliseCells));

    private static string NormaliseCells(string line) => Gaps().Replace(Ages().Replace(line, "<age>"), "  ").TrimEnd(' ');

    [GeneratedRegex("(?m)^(?:Client Version:|Kustomize Version:|WARNING: version difference).*\n?")]
    private static partial Regex ClientLines();

    [GeneratedRegex("(?m)^(Server Version: ).*$")]
    private static partial Regex ServerVersion();

    [GeneratedRegex("""(?m)^[EWI]\d{4} [\d:.]+ +\d+ [^\]]+\]""")]
    private static partial Regex Logs();

    /// <summary>What the client remarks about watches that its own time-out or a slow machine cut short.</summary>
    [GeneratedRegex("(?m)^<klog> .*informerwatcher\\.go.*\n?")]
    private static partial Regex SlowWatches();

    [GeneratedRegex("""(?<=^|\S  +)(?:\d+[smhdy](?:\d+[smhdy])?|<unknown>)(?=  |$)""")]
    private static partial Regex Ages();

    [GeneratedRegex("""(?m)^( *Age: +)\S+$""")]
    private static partial Regex DescribedAge();

    [GeneratedRegex("""(?<=\S)   +(?=\S)""")]
    private static partial Regex Gaps();

    [GeneratedRegex("""/\S*kubectl-(?:\d+-)?edit-\w+\.yaml""")]
    private static partial Regex EditedFiles();

    [GeneratedRegex("""/\S*?(LIVE|MERGED)-\d+""")]
    private static partial Regex ComparedFolders();

    [GeneratedRegex("""\beyJ[A-Za-z0-9_.=-]+""")]
    private static partial Regex Tokens();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uids();

    [GeneratedRegex("""((?:resourceVersion|[rR]esource [vV]ersion)\\?"?: *\\?"?)[1-9]\d*""")]
    private static partial Regex Versions();

    [GeneratedRegex("""(too old resource version: )\d+ \(\d+\)""")]
    private static partial Regex OldVersions();

    [GeneratedRegex(@"(gen-(?:[a-z0-9-]*?-)?)[bcdfghjklmnpqrstvwxz2456789]{5}\b")]
    private static partial Regex Generated();

    [GeneratedRegex(
        """(?:20[2-9]\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?[+-]\d{4}|Z)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} 20[2-9]\d \d\d:\d\d:\d\d [+-]\d{4})""")]
    private static partial Regex Times();

    [GeneratedRegex("""\b10\.96\.0\.\d+\b""")]
    private static partial Regex ServiceAddresses();

    [GeneratedRegex("""(nodePort"?: )3[0-2]\d{3}\b|:3[0-2]\d{3}(/(?:TCP|UDP|SCTP))""")]
    private static partial Regex NodePorts();
}
