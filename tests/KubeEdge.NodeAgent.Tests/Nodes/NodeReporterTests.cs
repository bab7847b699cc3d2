using System.Text.Json.Nodes;
using KubeEdge.NodeAgent.Machine;
using KubeEdge.NodeAgent.Nodes;
using KubeEdge.NodeAgent.Tests.Fakes;
using KubeEdge.Viaduct;

namespace KubeEdge.NodeAgent.Tests.Nodes;

public class NodeReporterTests
{
    private const string Node = "default/node/edge-1";
    private const string NodePatch = "default/nodepatch/edge-1";
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Run_NewNode_IsRegisteredAsTheOriginalDoes()
    {
        await using var rig = Start(options => options.Labels["site"] = "north");

        var insert = await rig.Cloud.NextAsync();

        Assert.Equal($"insert {Node}", insert.Line);
        Assert.True(insert.Acknowledge);
        var node = insert.Content;
        Assert.Equal(["metadata", "spec", "status"], node.AsObject().Select(member => member.Key));
        var labels = """
            {"beta.kubernetes.io/arch":"amd64","beta.kubernetes.io/os":"linux","kubernetes.io/arch":"amd64","kubernetes.io/hostname":"edge-1",
            "kubernetes.io/os":"linux","node-role.kubernetes.io/agent":"","node-role.kubernetes.io/edge":"","site":"north"}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(labels), node["metadata"]!["labels"]), node["metadata"]!.ToJsonString());
        Assert.Equal("true", node["metadata"]!["annotations"]!["volumes.kubernetes.io/controller-managed-attach-detach"]!.GetValue<string>());
        Assert.Equal(
            """{"cpu":"2","ephemeral-storage":"10189076Ki","memory":"2035528Ki","pods":"110"}""", node["status"]!["capacity"]!.ToJsonString());
        Assert.Equal("1933128Ki", node["status"]!["allocatable"]!["memory"]!.GetValue<string>());
        Assert.Equal(
            """[{"type":"InternalIP","address":"192.0.2.7"},{"type":"Hostname","address":"edge-1"}]""", node["status"]!["addresses"]!.ToJsonString());
        Assert.Contains("-kubeedge-v", node["status"]!["nodeInfo"]!["kubeletVersion"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            ["MemoryPressure False", "DiskPressure False", "PIDPressure False", "Ready True", "EdgeLink True", "EdgeSynced True"],
            Conditions(node).Select(condition => $"{condition["type"]} {condition["status"]}"));
    }

    [Fact]
    public async Task Run_CurrentWire_NamesTheNodeWithoutANamespace()
    {
        await using var rig = Start(wire: WireGeneration.Current);

        Assert.Equal("insert null/node/edge-1", (await rig.Cloud.NextAsync()).Line);
        Assert.Equal("patch null/nodepatch/edge-1", (await rig.Cloud.NextAsync()).Line);
    }

    [Fact]
    public async Task Run_NodeExists_AddsWhatItLacksAndKeepsOthersLabels()
    {
        await using var rig = Start(before: cloud => cloud.Node = Existing());

        Assert.Equal($"insert {Node}", (await rig.Cloud.NextAsync()).Line);
        Assert.Equal($"query {Node}", (await rig.Cloud.NextAsync()).Line);
        var patch = await rig.Cloud.NextAsync();

        Assert.Equal($"patch {NodePatch}", patch.Line);
        Assert.False(patch.Acknowledge);
        Assert.Equal(Beehive.Messages.ContentKind.Text, patch.Message.Content.Kind);
        Assert.DoesNotContain("theirs", patch.Content.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("", patch.Content["metadata"]!["labels"]!["node-role.kubernetes.io/edge"]!.GetValue<string>());
        await rig.Cloud.NextAsync();
        Assert.Equal("kept", rig.Cloud.Node!["metadata"]!["labels"]!["theirs"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_NodeWasHeldToBeLost_ReportsTheChangeAndKeepsWhatHasNotChanged()
    {
        await using var rig = Start(before: cloud => cloud.Node = Existing());

        await rig.Cloud.NextAsync($"patch {NodePatch}");
        var report = await rig.Cloud.NextAsync($"patch {NodePatch}");

        var conditions = Conditions(report.Content).ToDictionary(condition => condition["type"]!.GetValue<string>());
        Assert.Equal("2026-01-01T00:00:00Z", conditions["Ready"]["lastTransitionTime"]!.GetValue<string>());
        Assert.Equal("2025-12-01T00:00:00Z", conditions["DiskPressure"]["lastTransitionTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_NothingChanges_ReportsEveryFiveMinutes()
    {
        await using var rig = Start();
        await rig.Cloud.NextAsync($"patch {NodePatch}");

        for (var check = 1; check <= 30; check++)
        {
            await rig.Clock.WaitForTimerAsync(_interval);
            Assert.False(rig.Cloud.TryNext(out var early), early?.Line);
            rig.Clock.Advance(_interval);
        }

        var report = await rig.Cloud.NextAsync();
        Assert.Equal($"patch {NodePatch}", report.Line);
        Assert.Equal("2026-01-01T00:05:00Z", Conditions(report.Content).First()["lastHeartbeatTime"]!.GetValue<string>());
        Assert.Equal("2026-01-01T00:00:00Z", Conditions(report.Content).First()["lastTransitionTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_SomethingChanges_ReportsAtTheNextCheck()
    {
        await using var rig = Start();
        await rig.Cloud.NextAsync($"patch {NodePatch}");
        await rig.Clock.WaitForTimerAsync(_interval);

        rig.Machine.Pressure = new MachinePressure(Memory: false, Disk: true, Processes: false);
        rig.Clock.Advance(_interval);
        var report = await rig.Cloud.NextAsync();

        var disk = Conditions(report.Content).Single(condition => condition["type"]!.GetValue<string>() == "DiskPressure");
        Assert.Equal("True", disk["status"]!.GetValue<string>());
        Assert.Equal("KubeletHasDiskPressure", disk["reason"]!.GetValue<string>());
        Assert.Equal("2026-01-01T00:00:10Z", disk["lastTransitionTime"]!.GetValue<string>());
        Assert.Equal("""{"$patch":"replace"}""", report.Content["status"]!["addresses"]!.AsArray()[^1]!.ToJsonString());
    }

    [Fact]
    public async Task Run_NodeDeleted_RegistersItAgain()
    {
        await using var rig = Start();
        await rig.Cloud.NextAsync($"patch {NodePatch}");
        await rig.Clock.WaitForTimerAsync(_interval);
        var first = rig.Get<NodeIdentity>().Uid;
        rig.Cloud.Node = null;

        rig.Get<NodeIdentity>().Doubt();

        Assert.Equal($"query {Node}", (await rig.Cloud.NextAsync()).Line);
        Assert.Equal($"insert {Node}", (await rig.Cloud.NextAsync()).Line);
        Assert.Equal($"patch {NodePatch}", (await rig.Cloud.NextAsync()).Line);
        Assert.NotEqual(first, rig.Get<NodeIdentity>().Uid);
    }

    [Fact]
    public async Task Run_ReportSaysNotFound_RegistersItAgain()
    {
        await using var rig = Start(before: cloud => cloud.Script($"patch {NodePatch}", FakeCloud.Wrapped(404, "NotFound")));

        await rig.Cloud.NextAsync($"patch {NodePatch}");
        rig.Cloud.Node = null;

        Assert.Equal($"query {Node}", (await rig.Cloud.NextAsync()).Line);
    }

    [Fact]
    public async Task Run_CloudRefuses_TriesUntilItDoesNot()
    {
        await using var rig = Start(before: cloud => cloud.Script(
            $"insert {Node}", FakeCloud.Wrapped(500, "InternalError"), "\"message: x process failure\"", "null"));

        for (var attempt = 0; attempt < 4; attempt++)
        {
            Assert.Equal($"insert {Node}", (await rig.Cloud.NextAsync()).Line);
            if (attempt < 3)
            {
                await rig.Clock.WaitForTimerAsync();
                rig.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Equal($"patch {NodePatch}", (await rig.Cloud.NextAsync()).Line);
    }

    private static IEnumerable<JsonNode> Conditions(JsonNode node) => node["status"]!["conditions"]!.AsArray().Select(condition => condition!);

    private static JsonObject Existing() => JsonNode.Parse("""
        {"metadata":{"name":"edge-1","uid":"uid-0","resourceVersion":"7","labels":{"theirs":"kept","kubernetes.io/os":"linux"},"annotations":{}},
        "status":{"conditions":[
        {"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown","lastTransitionTime":"2025-12-24T00:00:00Z"},
        {"type":"DiskPressure","status":"False","lastTransitionTime":"2025-12-01T00:00:00Z"}]}}
        """)!.AsObject();

    private static AgentRig Start(
        Action<NodeAgentOptions>? configure = null, Action<FakeCloud>? before = null, WireGeneration wire = WireGeneration.Release115)
    {
        var rig = new AgentRig(configure);
        before?.Invoke(rig.Cloud);
        rig.Link.Connect(wire);
        rig.Run(rig.Get<NodeReporter>().RunAsync);
        return rig;
    }
}
