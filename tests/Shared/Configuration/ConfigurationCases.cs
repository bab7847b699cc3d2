namespace KubeEdge.Testing;

/// <summary>
/// Configuration files that lie beside the tests: wrong ones with the expected message in a text file, and the original's own.
/// </summary>
internal static class ConfigurationCases
{
    public static TheoryData<string> Names(string folder) =>
    [
        .. Directory.GetFiles(Folder(folder), "*.yaml")
            .Select(static file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    public static string File(string folder, string name) => Path.Combine(Folder(folder), name + ".yaml");

    /// <summary>The message, with the file's folder in front of its name as the reader puts it there.</summary>
    public static string Message(string folder, string name)
    {
        var file = File(folder, name);
        return System.IO.File.ReadAllText(Path.ChangeExtension(file, ".txt"))
            .ReplaceLineEndings("\n")
            .TrimEnd('\n')
            .Replace(name + ".yaml:", file + ":", StringComparison.Ordinal);
    }

    /// <summary>A file as the original printed it on some machine, with this machine's name and address in place of that one's.</summary>
    public static IReadOnlyList<string> Printed(string name, string host, string address) =>
    [
        .. System.IO.File.ReadLines(File("Printed", name))
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(line => line
                .Replace("hostnameOverride: vm", $"hostnameOverride: {host}", StringComparison.Ordinal)
                .Replace("192.0.2.2", address, StringComparison.Ordinal)),
    ];

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "Configuration", name);
}
