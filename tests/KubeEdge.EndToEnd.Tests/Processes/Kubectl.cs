namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>The stock kubectl against one API, with a discovery cache of its own.</summary>
internal sealed class Kubectl(string kubeconfig, string cacheDirectory)
{
    public Task<CommandResult> RunAsync(params string[] arguments) => RunWithInputAsync(null, arguments);

    public Task<CommandResult> RunWithInputAsync(string? input, params string[] arguments) =>
        Command.RunAsync("kubectl", ["--kubeconfig", kubeconfig, "--cache-dir", cacheDirectory, .. arguments], input);
}
