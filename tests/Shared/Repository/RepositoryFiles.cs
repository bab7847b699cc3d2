using System.Diagnostics;

namespace KubeEdge.Shared.Repository;

/// <summary>The files that belong to the repository: what version control tracks or would track.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] s_generatedFolders = ["artifacts", "bin", "obj", ".git"];

    /// <summary>Relative paths with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> All { get; } = [.. (FromGit() ?? FromDisk())
        .Where(path => File.Exists(RepositoryRoot.Combine(path)))
        .Order(StringComparer.Ordinal)];

    /// <summary>The text of one file; empty when there is no such file, so that a check reports what is missing in its own words.</summary>
    public static string Read(string relative) =>
        RepositoryRoot.Combine(relative) is var path && File.Exists(path) ? File.ReadAllText(path) : "";

    private static string[]? FromGit()
    {
        var start = new ProcessStartInfo("git", ["-C", RepositoryRoot.Path, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
            _ = git.StandardError.ReadToEndAsync();
            var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            return git.ExitCode == 0 ? paths : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A source archive on a machine without git: the folder is all there is.
            return null;
        }
    }

    private static IEnumerable<string> FromDisk() =>
        Below(RepositoryRoot.Path).Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'));

    // Not into what is generated: builds and other tests make and delete folders there meanwhile.
    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(inner => !s_generatedFolders.Contains(Path.GetFileName(inner)))
                .SelectMany(Below));
}
