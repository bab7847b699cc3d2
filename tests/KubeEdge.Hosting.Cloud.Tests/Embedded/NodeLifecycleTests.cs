using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer;
using KubeEdge.Hosting.Cloud.Embedded;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Hosting.Cloud.Tests.Embedded;

/// <summary>The node controller's part against a real API server; only its clock is the test's.</summary>
public sealed class NodeLifecycleTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly ResourceType _nodes = TypeOf(string.Empty, "nodes");
    private static readonly ResourceType _leases = TypeOf("coordination.k8s.io", "leases");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-test-");
    private readonly ManualTimeProvider _clock = new();
    private IMetaStore _store = null!;
    private ApiServerHost _api = null!;
    private KubeClient _client = null!;
    private NodeLifecycle _lifecycle = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "api.db")).WaitAsync(_limit);
        _api = await ApiServerHost.StartAsync(_store, new ApiServerOptions(), NullLoggerFactory.Instance).WaitAsync(_limit);
        _client = new KubeClient(new KubeClientOptions { Server = _api.Address });
        _lifecycle = new NodeLifecycle(_client, _clock, NullLogger<NodeLifecycle>.Instance);
        await _lifecycle.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _lifecycle.StopAsync(CancellationToken.None).WaitAsync(_limit);
        _lifecycle.Dispose();
        _client.Dispose();
        await _api.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Silence_TurnsEveryConditionUnknown()
    {
        var uid = await CreateNodeAsync();
        await CreateLeaseAsync(uid);

        var node = await UntilAsync(value => Condition(value, "Ready")["status"]!.GetValue<string>() == "Unknown");

        foreach (var type in (string[])["Ready", "MemoryPressure", "EdgeLink"])
        {
            Assert.Equal("Unknown", Condition(node, type)["status"]!.GetValue<string>());
            Assert.Equal("NodeStatusUnknown", Condition(node, type)["reason"]!.GetValue<string>());
            Assert.Equal("Kubelet stopped posting node status.", Condition(node, type)["message"]!.GetValue<string>());
            Assert.Equal("2025-12-31T00:00:00Z", Condition(node, type)["lastHeartbeatTime"]!.GetValue<string>());
        }

        Assert.Equal("NodeStatusNeverUpdated", Condition(node, "PIDPressure")["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Report_AfterTheSilence_Stands()
    {
        var uid = await CreateNodeAsync();
        await UntilAsync(value => Condition(value, "Ready")["status"]!.GetValue<string>() == "Unknown");

        await PatchStatusAsync("""{"status":{"conditions":[{"type":"Ready","status":"True","lastHeartbeatTime":"2026-01-01T00:01:00Z"}]}}""");
        await CreateLeaseAsync(uid);
        await PassCheckAsync();
        await PassCheckAsync();

        Assert.Equal("True", Condition(await GetAsync(), "Ready")["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task NodeDeleted_ItsLeaseGoes()
    {
        var uid = await CreateNodeAsync();
        await CreateLeaseAsync(uid);
        Assert.True((await _client.DeleteAsync(_nodes, null, "edge-1").WaitAsync(_limit)).IsSuccess);

        using var deadline = new CancellationTokenSource(_limit);
        while ((await _client.GetAsync(_leases, "kube-node-lease", "edge-1", deadline.Token)).IsSuccess)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Fault_OfTheFollowing_IsSaidAtOnceAndTriedAgain()
    {
        await _lifecycle.StopAsync(CancellationToken.None).WaitAsync(_limit);
        var token = Path.Combine(_folder.FullName, "token");
        await File.WriteAllTextAsync(token, "no\ntoken");
        using var client = new KubeClient(new KubeClientOptions { Server = _api.Address, TokenFile = token });
        var log = new FirstError();
        using var lifecycle = new NodeLifecycle(client, _clock, log);
        await lifecycle.StartAsync(CancellationToken.None);

        Assert.IsType<FormatException>(await log.Fault.WaitAsync(_limit));

        await File.WriteAllTextAsync(token, "token");
        await CreateNodeAsync();
        await UntilAsync(value => Condition(value, "Ready")["status"]!.GetValue<string>() == "Unknown");
        await lifecycle.StopAsync(CancellationToken.None).WaitAsync(_limit);
    }

    /// <summary>Lets time pass until the controller has checked and waits for its next check, wherever in its interval it is now.</summary>
    private async Task PassCheckAsync()
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        var waits = _clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));

        // A check that waits is due within these; one that is under way sets its timer at the time that it ends at.
        for (var second = 0; second < 5 && !waits.IsCompleted; second++)
        {
            await GetAsync();
            _clock.Advance(waits.IsCompleted ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
        }

        await waits;
    }

    private async Task<string> CreateNodeAsync()
    {
        const string node = """
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"edge-1"},"spec":{},"status":{"conditions":[
            {"type":"Ready","status":"True","lastHeartbeatTime":"2025-12-31T00:00:00Z"},
            {"type":"MemoryPressure","status":"False","lastHeartbeatTime":"2025-12-31T00:00:00Z"},
            {"type":"DiskPressure","status":"False","lastHeartbeatTime":"2025-12-31T00:00:00Z"},
            {"type":"EdgeLink","status":"True","lastHeartbeatTime":"2025-12-31T00:00:00Z"}]}}
            """;
        var result = await _client.CreateAsync(_nodes, null, KubeObject.Parse(Encoding.UTF8.GetBytes(node))).WaitAsync(_limit);
        return result.Object?.Uid ?? throw new InvalidOperationException($"{result.Error}");
    }

    private async Task CreateLeaseAsync(string uid)
    {
        var lease = $$"""
            {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"edge-1","namespace":"kube-node-lease",
            "ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"edge-1","uid":"{{uid}}"}]},
            "spec":{"holderIdentity":"edge-1","leaseDurationSeconds":40,"renewTime":"2026-01-01T00:00:00.000000Z"} }
            """;
        var result = await _client.CreateAsync(_leases, "kube-node-lease", KubeObject.Parse(Encoding.UTF8.GetBytes(lease))).WaitAsync(_limit);
        Assert.True(result.IsSuccess, result.Error?.ToString());
    }

    private async Task PatchStatusAsync(string patch)
    {
        var result = await _client.PatchAsync(
            _nodes, null, "edge-1", PatchKind.Strategic, Encoding.UTF8.GetBytes(patch), new KubePatchOptions { Subresource = "status" }).WaitAsync(_limit);
        Assert.True(result.IsSuccess, result.Error?.ToString());
    }

    private async Task<JsonNode> GetAsync() =>
        (await _client.GetAsync(_nodes, null, "edge-1").WaitAsync(_limit)).Object?.ToNode() ?? throw new InvalidOperationException("no node");

    /// <summary>Lets the controller's time pass until the node is as wanted.</summary>
    private async Task<JsonNode> UntilAsync(Predicate<JsonNode> wanted)
    {
        using var deadline = new CancellationTokenSource(_limit);
        while (true)
        {
            var node = await GetAsync();
            if (wanted(node))
            {
                return node;
            }

            deadline.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static JsonNode Condition(JsonNode node, string type) =>
        node["status"]!["conditions"]!.AsArray().Single(condition => condition!["type"]!.GetValue<string>() == type)!;

    private static ResourceType TypeOf(string group, string plural) =>
        ResourceTable.Default.TryGetByPlural(group, plural, out var type) ? type : throw new InvalidOperationException(plural);
}
