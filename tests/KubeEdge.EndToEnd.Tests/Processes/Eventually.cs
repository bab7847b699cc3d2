namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>Waits for something that another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is yes. The time is for a machine that other suites share; nobody waits longer than it takes.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, Func<string>? evidence = null, int seconds = 120)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start).TotalSeconds > seconds)
            {
                throw new TimeoutException($"not within {seconds} s: {what}\n{evidence?.Invoke()}");
            }

            // Another process cannot be awaited; this is the one place that polls.
            await Task.Delay(_pause);
        }
    }

    public static Task FileAsync(string path, RunningProcess process) =>
        TrueAsync(
            () => process.HasExited
                ? throw new InvalidOperationException($"the process ended before {path} appeared\n{process.Output}")
                : Task.FromResult(File.Exists(path)),
            $"{path} appears",
            () => process.Output);
}
