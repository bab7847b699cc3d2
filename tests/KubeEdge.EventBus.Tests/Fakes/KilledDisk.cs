namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>The disk that a killed process leaves.</summary>
internal static class KilledDisk
{
    /// <summary>A copy of a folder as it is at one moment.</summary>
    public static string CopyOf(string folder)
    {
        while (true)
        {
            var before = StateOf(folder);
            var copy = Directory.CreateTempSubdirectory("kubeedge-killed-");
            foreach (var (file, _, _) in before)
            {
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            }

            if (before.SequenceEqual(StateOf(folder)))
            {
                return copy.FullName;
            }

            copy.Delete(recursive: true);
        }
    }

    // The lock ends with its process, and the index of the log is made anew.
    private static (string File, long Length, DateTime Written)[] StateOf(string folder) =>
    [
        .. new DirectoryInfo(folder).GetFiles()
            .Where(static file => file.Extension is not (".db-shm" or ".lock"))
            .OrderBy(static file => file.Name, StringComparer.Ordinal)
            .Select(static file => (file.FullName, file.Length, file.LastWriteTimeUtc)),
    ];
}
