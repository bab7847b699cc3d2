namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>The state checker, run as a user runs it.</summary>
internal static class StateCheck
{
    public static Task<CommandResult> RunAsync(string cloudKubeconfig, string edgeKubeconfig, string? node = null) =>
        Command.RunAsync(
            "dotnet",
            [
                Programs.PathOf("KubeEdge.StateCheck"), "--cloud", cloudKubeconfig, "--edge", edgeKubeconfig,
                .. node is null ? Array.Empty<string>() : ["--node", node],
            ]);

    /// <summary>Waits until cloud and edge hold the same; the difference is in the message when they do not.</summary>
    public static async Task EqualAsync(string cloudKubeconfig, string edgeKubeconfig, Func<string> evidence, string? node = null)
    {
        CommandResult? last = null;
        await Eventually.TrueAsync(
            async () => (last = await RunAsync(cloudKubeconfig, edgeKubeconfig, node)).ExitCode == 0,
            "the state checker says equal",
            () => $"{last?.Output}\n{last?.Error}\n{evidence()}");
    }
}
