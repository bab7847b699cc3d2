using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>Small files: a limit for each, and for the shape of the whole.</summary>
internal static class FileLengths
{
    /// <summary>The files over the limit.</summary>
    public static IEnumerable<Violation> Find(IEnumerable<SourceFile> files, int limit) =>
        files
            .Where(file => file.LineCount > limit)
            .Select(file => new Violation(file.Path, limit + 1, $"{file.LineCount} lines, at most {limit}"));

    /// <summary>The length that this share of the files does not exceed.</summary>
    public static int Percentile(IEnumerable<SourceFile> files, double share)
    {
        var lengths = files.Select(file => file.LineCount).Order().ToList();
        return lengths.Count == 0 ? 0 : lengths[Math.Max(0, (int)Math.Ceiling(lengths.Count * share) - 1)];
    }
}
