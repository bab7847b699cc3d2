namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>The cases that are known not to be equal yet: <c>Vectors/golden-exceptions.txt</c>, blocks of ids below a line with the reason.</summary>
internal static class GoldenExceptions
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "Vectors", "golden-exceptions.txt");

    /// <summary>Reason by id.</summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var reason = string.Empty;
        foreach (var line in System.IO.File.ReadLines(File))
        {
            if (line.StartsWith('#'))
            {
                reason = line[1..].Trim();
                continue;
            }

            foreach (var id in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.True(reasons.TryAdd(id, reason), $"{id} is listed twice.");
            }
        }

        return reasons;
    }
}
