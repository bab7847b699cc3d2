namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>
/// The cases that are known not to be equal yet: <c>Vectors/golden-exceptions.txt</c>, blocks of ids below a line with the reason. An id
/// behind <c>~</c> is equal at times, depending on who is faster.
/// </summary>
internal static class GoldenExceptions
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "Vectors", "golden-exceptions.txt");

    /// <summary>Marks what is not judged.</summary>
    public const string AtTimes = "~";

    /// <summary>Reason by id; that of a case which is equal at times begins with <see cref="AtTimes"/>.</summary>
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
                var isAtTimes = id.StartsWith(AtTimes, StringComparison.Ordinal);
                Assert.True(reasons.TryAdd(isAtTimes ? id[1..] : id, isAtTimes ? AtTimes + reason : reason), $"{id} is listed twice.");
            }
        }

        return reasons;
    }
}
