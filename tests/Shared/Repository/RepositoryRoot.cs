namespace KubeEdge.Shared.Repository;

/// <summary>Finds the repository that the running program was built in.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds the solution file.</summary>
    public static string Path { get; } = Find();

    /// <summary>The full path of a file or folder given relative to the root, with forward slashes.</summary>
    public static string Combine(string relative) => System.IO.Path.Combine(Path, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "KubeEdge.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No KubeEdge.slnx above {AppContext.BaseDirectory}: run from a build inside the repository.");
    }
}
