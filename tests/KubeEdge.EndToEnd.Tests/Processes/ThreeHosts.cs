using System.Globalization;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>The API server, CloudCore and one EdgeCore that joins with the token: three processes with nothing in common but addresses.</summary>
internal sealed class ThreeHosts : IAsyncDisposable
{
    public const string Node = "edge-1";
    private readonly TemporaryFolder _folder = new();
    private readonly int _apiPort = FreePort.Next();
    private readonly int _hubPort = FreePort.Next();
    private readonly int _joinPort = FreePort.Next();
    private readonly int _edgePort = FreePort.Next();
    private RunningProcess? _api;
    private RunningProcess? _cloud;
    private RunningProcess? _edge;

    public ThreeHosts()
    {
        foreach (string host in (string[])["api", "cloud", "edge"])
        {
            Directory.CreateDirectory(_folder[host]);
        }

        Kubectl = new Kubectl(Kubeconfig, _folder["kubectl"]);
    }

    public Kubectl Kubectl { get; }

    public Uri Api => new($"http://{Loopback(_apiPort)}");

    public Uri EdgeApi => new($"http://{Loopback(_edgePort)}");

    public string Evidence => $"api:\n{_api?.Output}\ncloud:\n{_cloud?.Output}\nedge:\n{_edge?.Output}";

    private string Kubeconfig => Path.Combine(_folder["api"], "kubeconfig");

    private string EdgeKubeconfig => Path.Combine(_folder["edge"], "edge.kubeconfig");

    private string Token => Path.Combine(_folder["cloud"], "token");

    public async Task StartApiAsync()
    {
        await DisposeAsync(_api);
        File.Delete(Kubeconfig);
        _api = RunningProcess.Start("ApiServer", ["--data-dir", _folder["api"], "--listen", Loopback(_apiPort)]);
        await Eventually.FileAsync(Kubeconfig, _api);
    }

    public async Task StartCloudAsync()
    {
        await DisposeAsync(_cloud);
        File.Delete(Token);
        _cloud = RunningProcess.Start(
            "CloudCore",
            [
                "--data-dir", _folder["cloud"],
                "--kubeconfig", Kubeconfig,
                "--hub", Loopback(_hubPort),
                "--https", Loopback(_joinPort),
                "--monitor", Loopback(0),
            ]);
        await Eventually.FileAsync(Token, _cloud);
    }

    public async Task StartEdgeAsync()
    {
        await DisposeAsync(_edge);
        File.Delete(EdgeKubeconfig);
        _edge = RunningProcess.Start(
            "EdgeCore",
            [
                "--data-dir", _folder["edge"],
                "--node-name", Node,
                "--cloud", $"wss://{Loopback(_hubPort)}",
                "--join", $"https://{Loopback(_joinPort)}",
                "--token-file", Token,
                "--mqtt", "off", "--api", Loopback(_edgePort),
            ]);
        await Eventually.FileAsync(EdgeKubeconfig, _edge);
    }

    public async Task StartAsync()
    {
        await StartApiAsync();
        await StartCloudAsync();
        await StartEdgeAsync();
    }

    /// <summary>SIGKILL of one of the three, and its next start.</summary>
    public async Task KillAndRestartAsync(int which)
    {
        RunningProcess? victim = which switch { 0 => _api, 1 => _cloud, _ => _edge };
        await (victim?.KillAsync() ?? throw new InvalidOperationException("not started"));
        await (which switch { 0 => StartApiAsync(), 1 => StartCloudAsync(), _ => StartEdgeAsync() });
    }

    public Task EqualAsync() => StateCheck.EqualAsync(Kubeconfig, EdgeKubeconfig, () => Evidence, Node);

    public async ValueTask DisposeAsync()
    {
        await DisposeAsync(_edge);
        await DisposeAsync(_cloud);
        await DisposeAsync(_api);
        _folder.Dispose();
    }

    private static ValueTask DisposeAsync(RunningProcess? process) => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
