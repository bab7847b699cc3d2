using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.ApiServer.Tests.Tables;

public sealed class TableTests
{
    private const string Accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    [Fact]
    public async Task ConfigMaps_ShowNameDataAge()
    {
        var clock = new ManualTimeProvider();
        await using var server = await TestServer.StartAsync(clock: clock);
        await server.CreateConfigMapAsync("a", ""","data":{"x":"1"},"binaryData":{"y":"YQ=="}""");
        clock.Advance(TimeSpan.FromSeconds(90));

        var table = (await server.GetAsync("/api/v1/configmaps", Accept)).Expect(200);

        Assert.Equal(["Name", "Data", "Age"], Columns(table.Json));
        Assert.Equal("""["a",2,"90s"]""", table.Json["rows"]?[0]?["cells"]?.ToJsonString());
        Assert.Equal("PartialObjectMetadata", table.Json["rows"]?[0]?["object"]?["kind"]?.GetValue<string>());
        Assert.NotEmpty(table.Version);
    }

    [Fact]
    public async Task Get_OneObject_IsATableOfOneRow()
    {
        await using var server = await TestServer.StartAsync();

        var table = (await server.GetAsync("/api/v1/namespaces/default", Accept)).Expect(200).Json;

        Assert.Equal("Active", table["rows"]?[0]?["cells"]?[1]?.GetValue<string>());
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Metadata", "PartialObjectMetadata")]
    [InlineData("Object", "Namespace")]
    public async Task IncludeObject_DecidesWhatRowsCarry(string include, string? kind)
    {
        await using var server = await TestServer.StartAsync();

        var table = (await server.GetAsync($"/api/v1/namespaces?includeObject={include}", Accept)).Expect(200).Json;

        Assert.Equal(kind, table["rows"]?[0]?["object"]?["kind"]?.GetValue<string>());
    }

    [Fact]
    public async Task IncludeObject_Unknown_Is400()
    {
        await using var server = await TestServer.StartAsync();

        (await server.GetAsync("/api/v1/namespaces?includeObject=All", Accept)).Expect(400);
    }

    [Fact]
    public async Task Pods_ShowReadyStatusRestarts()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"nodeName":"edge-1","containers":[{"name":"a","image":"i"},{"name":"b","image":"i"}]}}""")).Expect(201);
        (await server.PatchAsync(
            "/api/v1/namespaces/default/pods/p/status",
            """{"status":{"phase":"Running","podIP":"10.0.0.1","containerStatuses":[{"name":"a","ready":true,"restartCount":2,"state":{"running":{}}},{"name":"b","restartCount":1,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""")).Expect(200);

        var row = (await server.GetAsync("/api/v1/pods", Accept)).Expect(200).Json["rows"]?[0]?["cells"]?.AsArray();

        Assert.Equal(["p", "1/2", "CrashLoopBackOff", "3"], row?.Take(4).Select(cell => cell?.ToString()));
        Assert.Equal(["10.0.0.1", "edge-1", "<none>", "<none>"], row?.Skip(5).Select(cell => cell?.ToString()));
    }

    [Fact]
    public async Task Nodes_ShowStatusAndRoles()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync(
            "/api/v1/nodes",
            """{"metadata":{"name":"edge-1","labels":{"node-role.kubernetes.io/edge":"","node-role.kubernetes.io/agent":""}},"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"True"}],"nodeInfo":{"kubeletVersion":"v1.26.0-kubeedge-v1.15.1"},"addresses":[{"type":"InternalIP","address":"10.0.0.2"}]}}""")).Expect(201);

        var row = (await server.GetAsync("/api/v1/nodes", Accept)).Expect(200).Json["rows"]?[0]?["cells"]?.AsArray();

        Assert.Equal(["edge-1", "Ready,SchedulingDisabled", "agent,edge"], row?.Take(3).Select(cell => cell?.ToString()));
        Assert.Equal(["v1.26.0-kubeedge-v1.15.1", "10.0.0.2", "<none>"], row?.Skip(4).Take(3).Select(cell => cell?.ToString()));
    }

    [Theory]
    [InlineData("""{"spec":7,"status":[]}""")]
    [InlineData("""{"spec":{"containers":"x","nodeName":[]},"status":{"containerStatuses":[1,null,{"state":7,"ready":"x"}]}}""")]
    public async Task Pods_NonsenseInside_StillAreATable(string members)
    {
        await using var server = await TestServer.StartAsync();
        var body = JsonNode.Parse(members) ?? new JsonObject();
        body["apiVersion"] = "v1";
        body["kind"] = "Pod";
        body["metadata"] = new JsonObject { ["name"] = "p", ["namespace"] = "default", ["uid"] = "u" };

        // The API lets no such pod in; an edge store holds what a cloud sent.
        var batch = new StoreBatch();
        batch.Put(new ResourceKey(string.Empty, "pods", "default", "p"), "u", 1, Encoding.UTF8.GetBytes(body.ToJsonString()));
        await server.Store.CommitAsync(batch, Durability.Full, TestContext.Current.CancellationToken);

        (await server.GetAsync("/api/v1/pods", Accept)).Expect(200);
    }

    [Fact]
    public async Task Metadata_OnlyIsShown_WhenAsked()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", ""","data":{"x":"1"}""");

        var list = (await server.GetAsync("/api/v1/configmaps", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")).Expect(200).Json;

        Assert.Equal("PartialObjectMetadataList", list["kind"]?.GetValue<string>());
        Assert.Equal("a", list["items"]?[0]?["metadata"]?["name"]?.GetValue<string>());
        Assert.Null(list["items"]?[0]?["data"]);
    }

    private static IEnumerable<string?> Columns(JsonNode table) =>
        table["columnDefinitions"]?.AsArray().Select(column => column?["name"]?.GetValue<string>()) ?? [];
}
