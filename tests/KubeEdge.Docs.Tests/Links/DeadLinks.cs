using System.Text.RegularExpressions;

namespace KubeEdge.Docs.Tests.Links;

/// <summary>Links of a document to places in the repository that do not exist.</summary>
internal static partial class DeadLinks
{
    /// <summary>The dead links of one document, each with its line. Links to the web are not followed.</summary>
    public static IEnumerable<string> Find(string path, string document, Func<string, bool> exists) =>
        from match in Link().Matches(document)
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let place = Resolve(path, target)
        where !exists(place)
        select $"{path}:{document.AsSpan(0, match.Index).Count('\n') + 1}: {target} leads to {place}, which does not exist";

    private static string Resolve(string path, string target)
    {
        var parts = new Stack<string>(path.Split('/')[..^1]);
        foreach (var part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.Pop();
            }
            else
            {
                parts.Push(part);
            }
        }

        return string.Join('/', parts.Reverse());
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s#]+)")]
    private static partial Regex Link();
}
