using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Resources;

public class PodTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Create_Minimal_HasTheDefaultsThatNodesRead()
    {
        await using var server = await TestServer.StartAsync(options => options.FillNamespaces = true);

        var pod = (await server.PostAsync(
            Pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"edge-1","containers":[{"name":"a","image":"busybox:1.36"},{"name":"b","image":"host:5000/busybox"}]}}"""))
            .Expect(201).Json;

        var spec = pod["spec"]!;
        Assert.Equal("Always", spec["restartPolicy"]!.GetValue<string>());
        Assert.Equal("ClusterFirst", spec["dnsPolicy"]!.GetValue<string>());
        Assert.Equal("default", spec["serviceAccountName"]!.GetValue<string>());
        Assert.Equal(30, spec["terminationGracePeriodSeconds"]!.GetValue<int>());
        Assert.Equal(["IfNotPresent", "Always"], spec["containers"]!.AsArray().Select(container => container!["imagePullPolicy"]!.GetValue<string>()));
        Assert.Equal("""{"phase":"Pending","qosClass":"BestEffort"}""", pod["status"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "BestEffort")]
    [InlineData("""{"requests":{"cpu":"1"}}""", "Burstable")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"}}""", "Guaranteed")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1","memory":"1Gi"}}""", "Guaranteed")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m"}}""", "Burstable")]
    public async Task Create_Resources_DecideTheQuality(string resources, string expected)
    {
        await using var server = await TestServer.StartAsync();

        var pod = (await server.PostAsync(
            Pods, $$"""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"i","resources":{{resources}} }]} }""")).Expect(201).Json;

        Assert.Equal(expected, pod["status"]!["qosClass"]!.GetValue<string>());
    }

    [Fact]
    public async Task PatchStatus_AsANodeDoes_MergesConditionsAndKeepsTheSpec()
    {
        await using var server = await TestServer.StartAsync();
        var uid = (await server.PostAsync(Pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"edge-1","containers":[{"name":"c","image":"i"}]}}""")).Expect(201)
            .Json["metadata"]!["uid"]!.GetValue<string>();
        const string patch = """
            {"metadata":{"uid":"UID"},"spec":{"nodeName":"other"},"status":{"phase":"Pending","reason":"NoContainerRuntime",
            "conditions":[{"type":"Ready","status":"False","lastProbeTime":null}]}}
            """;

        var pod = (await server.PatchAsync($"{Pods}/p/status", patch.Replace("UID", uid, StringComparison.Ordinal), "strategic-merge-patch")).Expect(200).Json;
        (await server.PatchAsync($"{Pods}/p/status", patch.Replace("UID", "another", StringComparison.Ordinal), "strategic-merge-patch")).Expect(409);

        Assert.Equal("edge-1", pod["spec"]!["nodeName"]!.GetValue<string>());
        Assert.Equal("NoContainerRuntime", pod["status"]!["reason"]!.GetValue<string>());
        Assert.Equal("BestEffort", pod["status"]!["qosClass"]!.GetValue<string>());
        Assert.Equal("Ready", Assert.Single(pod["status"]!["conditions"]!.AsArray())!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Delete_BoundPod_StaysUntilItsNodeConfirms()
    {
        await using var server = await TestServer.StartAsync();
        var uid = (await server.PostAsync(Pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"edge-1","containers":[{"name":"c","image":"i"}]}}""")).Expect(201)
            .Json["metadata"]!["uid"]!.GetValue<string>();

        (await server.DeleteAsync($"{Pods}/p")).Expect(200);
        var marked = (await server.GetAsync($"{Pods}/p")).Expect(200).Json["metadata"]!;
        (await server.DeleteAsync($"{Pods}/p", """{"gracePeriodSeconds":0,"preconditions":{"uid":"another"}}""")).Expect(409);
        (await server.DeleteAsync($"{Pods}/p", $$$"""{"gracePeriodSeconds":0,"preconditions":{"uid":"{{{uid}}}"} }""")).Expect(200);

        Assert.NotNull(marked["deletionTimestamp"]);
        Assert.Equal(30, marked["deletionGracePeriodSeconds"]!.GetValue<int>());
        (await server.GetAsync($"{Pods}/p")).Expect(404);
    }

    [Fact]
    public async Task PatchStatus_OfANode_CarriesItsLabels()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/api/v1/nodes", """{"metadata":{"name":"n","labels":{"theirs":"1"}},"spec":{},"status":{"addresses":[{"type":"InternalIP","address":"192.0.2.1"},{"type":"Hostname","address":"n"}]}}""")).Expect(201);

        var node = (await server.PatchAsync(
            "/api/v1/nodes/n/status",
            """{"metadata":{"labels":{"ours":"2"}},"spec":{"unschedulable":true},"status":{"addresses":[{"type":"Hostname","address":"n"},{"$patch":"replace"}],"conditions":[{"type":"Ready","status":"True"}]}}""",
            "strategic-merge-patch")).Expect(200).Json;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"theirs":"1","ours":"2"}"""), node["metadata"]!["labels"]), node.ToJsonString());
        Assert.Null(node["spec"]!["unschedulable"]);
        Assert.Equal("""[{"type":"Hostname","address":"n"}]""", node["status"]!["addresses"]!.ToJsonString());
    }
}
