using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>One folder level below a package, named by a noun of the domain.</summary>
internal static class FolderRules
{
    private static readonly HashSet<string> s_nameless =
        new(StringComparer.OrdinalIgnoreCase) { "Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Misc" };

    /// <summary>Files that lie too deep below their project.</summary>
    public static IEnumerable<Violation> FindDeep(IEnumerable<SourceFile> files) =>
        from file in files
        let limit = file.Project == "KubeEdge.Controllers" ? 2 : 1
        where file.Folders.Length > limit
        select new Violation(file.Path, 1, $"{file.Folders.Length} folders below the package, at most {limit}");

    /// <summary>Files in folders whose name says nothing about what is inside.</summary>
    public static IEnumerable<Violation> FindNameless(IEnumerable<string> paths) =>
        from path in paths
        let folder = path.Split('/')[..^1].FirstOrDefault(s_nameless.Contains)
        where folder is not null
        select new Violation(path, 1, $"a folder named {folder}");
}
