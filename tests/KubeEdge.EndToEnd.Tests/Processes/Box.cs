namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>EdgeInABox running on a folder.</summary>
internal sealed class Box : IAsyncDisposable
{
    private readonly string _directory;
    private readonly RunningProcess _process;

    private Box(string directory, RunningProcess process)
    {
        _directory = directory;
        _process = process;
        Cloud = new Kubectl(CloudKubeconfig, Path.Combine(directory, "kubectl-cache", "cloud"));
        Edge = new Kubectl(EdgeKubeconfig, Path.Combine(directory, "kubectl-cache", "edge"));
    }

    public Kubectl Cloud { get; }

    public Kubectl Edge { get; }

    public string Output => _process.Output;

    private string CloudKubeconfig => Path.Combine(_directory, "kubeconfig");

    private string EdgeKubeconfig => Path.Combine(_directory, "edge.kubeconfig");

    public static async Task<Box> StartAsync(string directory)
    {
        string[] announcements = [Path.Combine(directory, "kubeconfig"), Path.Combine(directory, "edge.kubeconfig")];
        foreach (string file in announcements)
        {
            File.Delete(file);
        }

        var box = new Box(directory, RunningProcess.Start("EdgeInABox", ["--data-dir", directory]));
        foreach (string file in announcements)
        {
            await Eventually.FileAsync(file, box._process);
        }

        return box;
    }

    public Task EqualAsync() => StateCheck.EqualAsync(CloudKubeconfig, EdgeKubeconfig, () => Output);

    public Task KillAsync() => _process.KillAsync();

    public Task<int> InterruptAsync() => _process.InterruptAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
