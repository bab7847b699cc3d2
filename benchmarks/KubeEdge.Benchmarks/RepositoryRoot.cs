namespace KubeEdge.Benchmarks;

/// <summary>Finds the repository that this program was built in.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds the solution file.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KubeEdge.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No KubeEdge.slnx above {AppContext.BaseDirectory}: run the benchmarks from a build inside the repository.");
    }
}
