using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Testing;

namespace KubeEdge.Packages.Tests.Publishing;

/// <summary>CloudCore from the build, and a program that joins it as <c>edge-1</c>.</summary>
internal sealed class JoinedCloud : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _hubPort = FreePort.Next();
    private readonly int _joinPort = FreePort.Next();
    private readonly int _edgePort = FreePort.Next();
    private readonly HttpClient _api = new() { BaseAddress = new Uri($"http://{Loopback(FreePort.Next())}") };
    private RunningProcess? _cloud;

    public async Task StartAsync()
    {
        _cloud = RunningProcess.Start(
            "CloudCore",
            [
                "--data-dir", _folder["cloud"], "--embedded-api", _api.BaseAddress?.Authority ?? "", "--every-configmap",
                "--hub", Loopback(_hubPort), "--https", Loopback(_joinPort),
            ]);
        await Eventually.FileAsync(Path.Combine(_folder["cloud"], "token"), _cloud);
        await Eventually.FileAsync(Path.Combine(_folder["cloud"], "kubeconfig"), _cloud);
    }

    public RunningProcess StartEdge(string program) => RunningProcess.StartFile(
        program,
        [
            "--data-dir", _folder["edge"], "--node-name", "edge-1", "--mqtt", "off", "--api", Loopback(_edgePort), "--cloud", $"wss://{Loopback(_hubPort)}",
            "--join", $"https://{Loopback(_joinPort)}", "--token-file", Path.Combine(_folder["cloud"], "token"),
        ]);

    public Task NodeIsReadyAsync(RunningProcess edge) => Eventually.TrueAsync(
        async () => Conditions(await ReadAsync(_api, "api/v1/nodes/edge-1"))
            .Any(condition => (string?)condition?["type"] == "Ready" && (string?)condition?["status"] == "True"),
        "the node is Ready",
        () => Evidence(edge));

    public async Task CreateAsync(string configMap)
    {
        using var body = new StringContent($$$"""{"metadata":{"name":"{{{configMap}}}"},"data":{"text":"hello"}}""", Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage created = await _api.PostAsync(new Uri("api/v1/namespaces/default/configmaps", UriKind.Relative), body);
        created.EnsureSuccessStatusCode();
    }

    public async Task IsAtTheEdgeAsync(string configMap, RunningProcess edge)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{Loopback(_edgePort)}") };
        await Eventually.TrueAsync(
            async () => (string?)(await ReadAsync(client, $"api/v1/namespaces/default/configmaps/{configMap}"))?["data"]?["text"] == "hello",
            $"{configMap} is at the edge",
            () => Evidence(edge));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }

        _api.Dispose();
        _folder.Dispose();
    }

    private static async Task<JsonNode?> ReadAsync(HttpClient client, string path)
    {
        using HttpResponseMessage found = await client.GetAsync(new Uri(path, UriKind.Relative));
        return found.IsSuccessStatusCode ? JsonNode.Parse(await found.Content.ReadAsStringAsync()) : null;
    }

    private static JsonArray Conditions(JsonNode? node) => node?["status"]?["conditions"] as JsonArray ?? [];

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private string Evidence(RunningProcess edge) => $"cloud:\n{_cloud?.Output}\nedge:\n{edge.Output}";
}
