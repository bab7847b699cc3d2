using System.Text.RegularExpressions;
using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Packages;

/// <summary>What belongs to every package: a README, a tests project, its place in the solution and in the table of packages.</summary>
internal static class PackageParts
{
    private static readonly Regex s_row = new(@"^\|[^|]*\bKubeEdge\.(?<name>[A-Z]\w*(\.[A-Z]\w*)*)", RegexOptions.Multiline);

    /// <summary>The parts that a package lacks.</summary>
    public static IEnumerable<Violation> FindMissing(string package, IReadOnlyCollection<string> paths, string readme, string solution)
    {
        var project = $"src/{package}/{package}.csproj";
        var tests = $"tests/{package}.Tests/{package}.Tests.csproj";
        foreach (var part in new[] { $"src/{package}/README.md", tests })
        {
            if (!paths.Contains(part))
            {
                yield return new Violation(part, 1, $"{package} lacks it");
            }
        }

        foreach (var listed in new[] { project, tests })
        {
            if (!solution.Contains($"\"{listed}\"", StringComparison.Ordinal))
            {
                yield return new Violation("KubeEdge.slnx", 1, $"lacks {listed}");
            }
        }

        if (!Listed(readme).Contains(package))
        {
            yield return new Violation("README.md", 1, $"the package table lacks {package}");
        }
    }

    /// <summary>Rows of the table for packages that do not exist.</summary>
    public static IEnumerable<Violation> FindUnknown(IReadOnlyCollection<string> packages, string readme) =>
        from row in s_row.Matches(readme)
        let name = "KubeEdge." + row.Groups["name"].Value
        where !packages.Contains(name)
        let line = readme.AsSpan(0, row.Index).Count('\n') + 1
        select new Violation("README.md", line, $"the package table has {name}, which does not exist");

    private static HashSet<string> Listed(string readme) =>
        [.. s_row.Matches(readme).Select(row => "KubeEdge." + row.Groups["name"].Value)];
}
