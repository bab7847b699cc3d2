using KubeEdge.Shared.Repository;

namespace KubeEdge.Docs.Tests.Snippets;

/// <summary>A block of C# in a document.</summary>
/// <param name="Path">The document.</param>
/// <param name="Line">The line of its first statement.</param>
/// <param name="Code">What stands between the fences.</param>
/// <param name="Given">What the reader has already: <c>Type name; Type name</c>, from a comment on the line above the fence.</param>
internal sealed record Snippet(string Path, int Line, string Code, string Given = "")
{
    private const string Fence = "```";
    private const string GivenStart = "<!-- given:";
    private const string GivenEnd = "-->";
    private static readonly string[] s_languages = ["csharp", "cs", "c#"];

    /// <summary>The snippets of all documents that users read.</summary>
    public static IEnumerable<Snippet> ReadAll() =>
        RepositoryFiles.All
            .Where(path => path.EndsWith(".md", StringComparison.Ordinal) && !path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(path => Read(path, RepositoryFiles.Read(path)));

    /// <summary>The snippets of one document, in their order. A fence that never closes ends with the document.</summary>
    public static IEnumerable<Snippet> Read(string path, string document)
    {
        var lines = document.ReplaceLineEndings("\n").Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var opening = lines[index].Trim();
            if (!opening.StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            var start = index + 1;
            var end = Array.FindIndex(lines, start, line => line.Trim() == Fence);
            index = end < 0 ? lines.Length : end;
            if (s_languages.Contains(opening[Fence.Length..].Trim()))
            {
                yield return new Snippet(
                    path, start + 1, string.Join('\n', lines[start..Math.Min(index, lines.Length)]), GivenAbove(lines, start - 1));
            }
        }
    }

    private static string GivenAbove(string[] lines, int fence) =>
        fence > 0
            && lines[fence - 1].Trim() is var line
            && line.StartsWith(GivenStart, StringComparison.Ordinal)
            && line.EndsWith(GivenEnd, StringComparison.Ordinal)
            ? line[GivenStart.Length..^GivenEnd.Length].Trim()
            : "";

    /// <inheritdoc />
    public override string ToString() => $"{Path}:{Line}";
}
