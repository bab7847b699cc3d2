using System.Globalization;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>CloudCore with its embedded API and one EdgeCore, each its own process, on one folder and fixed ports.</summary>
internal sealed class CloudAndEdge : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _hubPort = FreePort.Next();
    private readonly int _apiPort = FreePort.Next();
    private readonly int _edgePort = FreePort.Next();
    private RunningProcess? _cloud;
    private RunningProcess? _edge;

    public CloudAndEdge()
    {
        Directory.CreateDirectory(_folder["cloud"]);
        Directory.CreateDirectory(_folder["edge"]);
        Cloud = new Kubectl(CloudKubeconfig, _folder["cloud-kubectl"]);
    }

    public Kubectl Cloud { get; }

    public Uri CloudApi => new($"http://127.0.0.1:{_apiPort}");

    public Uri EdgeApi => new($"http://127.0.0.1:{_edgePort}");

    private string CloudKubeconfig => Path.Combine(_folder["cloud"], "kubeconfig");

    private string EdgeKubeconfig => Path.Combine(_folder["edge"], "edge.kubeconfig");

    public async Task StartCloudAsync()
    {
        await DisposeAsync(_cloud);
        File.Delete(CloudKubeconfig);
        _cloud = RunningProcess.Start(
            "CloudCore",
            [
                "--data-dir", _folder["cloud"],
                "--embedded-api", Loopback(_apiPort),
                "--hub", Loopback(_hubPort),
                "--https", Loopback(0),
                "--monitor", Loopback(0),
                "--certificates", _folder["certificates"],
                "--node", "edge-1", "--every-configmap",
            ]);
        await Eventually.FileAsync(CloudKubeconfig, _cloud);
    }

    public async Task StartEdgeAsync()
    {
        await DisposeAsync(_edge);
        File.Delete(EdgeKubeconfig);
        _edge = RunningProcess.Start(
            "EdgeCore",
            [
                "--data-dir", _folder["edge"],
                "--node-name", "edge-1",
                "--certificates", _folder["certificates"],
                "--cloud", $"wss://{Loopback(_hubPort)}",
                "--mqtt", "off", "--api", Loopback(_edgePort),
            ]);
        await Eventually.FileAsync(EdgeKubeconfig, _edge);
    }

    public Task KillCloudAsync() => KillAsync(_cloud);

    public Task KillEdgeAsync() => KillAsync(_edge);

    public Task EqualAsync() =>
        StateCheck.EqualAsync(CloudKubeconfig, EdgeKubeconfig, () => $"cloud:\n{_cloud?.Output}\nedge:\n{_edge?.Output}");

    /// <summary>kubectl at the edge, given nothing but the address.</summary>
    public Task<CommandResult> AtEdgeAsync(params string[] arguments) =>
        Command.RunAsync("kubectl", ["--server", EdgeApi.ToString(), "--cache-dir", _folder["edge-kubectl"], .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await DisposeAsync(_edge);
        await DisposeAsync(_cloud);
        _folder.Dispose();
    }

    private static ValueTask DisposeAsync(RunningProcess? process) => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Task KillAsync(RunningProcess? process) => process?.KillAsync() ?? throw new InvalidOperationException("not started");

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
