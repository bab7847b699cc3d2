using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent.Pods;
using KubeEdge.NodeAgent.Tests.Fakes;

namespace KubeEdge.NodeAgent.Tests.Pods;

public class PodReporterTests
{
    private static readonly ResourceKey _web = new(string.Empty, "pods", "default", "web");

    [Fact]
    public async Task Run_PodOfThisNode_IsReportedPendingWithTheReason()
    {
        await using var rig = new AgentRig();
        await PutAsync(rig);
        await using var events = await EventLink.StartAsync(rig);
        rig.Run(rig.Get<PodReporter>().RunAsync);

        var patch = await rig.Cloud.NextAsync();

        Assert.Equal("patch default/podpatch/web", patch.Line);
        Assert.False(patch.Acknowledge);
        Assert.Equal(Beehive.Messages.ContentKind.Text, patch.Message.Content.Kind);
        Assert.Equal("uid-1", patch.Content["metadata"]!["uid"]!.GetValue<string>());
        Assert.Equal("Pending", patch.Content["status"]!["phase"]!.GetValue<string>());
        Assert.Equal("NoContainerRuntime", patch.Content["status"]!["reason"]!.GetValue<string>());
        Assert.Equal("node edge-1 has no container runtime", patch.Content["status"]!["message"]!.GetValue<string>());

        var told = await events.NextAsync();
        Assert.Equal("insert", told.Route.Operation);
        Assert.Matches("^default/event/web\\.[0-9a-f]{16}$", told.Route.Resource);
        var content = JsonNode.Parse(told.Content.ToData().Span)!;
        Assert.Equal("Warning", content["type"]!.GetValue<string>());
        Assert.Equal("NoContainerRuntime", content["reason"]!.GetValue<string>());
        Assert.Equal("uid-1", content["involvedObject"]!["uid"]!.GetValue<string>());
        Assert.Equal("edge-1", content["source"]!["host"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_NextConnection_TellsNothingTwice()
    {
        await using var rig = new AgentRig();
        await PutAsync(rig);
        await using (var first = await EventLink.StartAsync(rig))
        {
            using var end = new CancellationTokenSource();
            var run = rig.Get<PodReporter>().RunAsync(end.Token);
            await rig.Cloud.NextAsync("patch default/podpatch/web");
            await first.NextAsync();
            await WaitAsync(rig, () => rig.Get<PodBacklog>().Current.Count == 0);
            await end.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        while (rig.Cloud.TryNext(out _))
        {
        }

        await using var second = await EventLink.StartAsync(rig);
        rig.Run(rig.Get<PodReporter>().RunAsync);
        await PutAsync(rig, name: "other", uid: "uid-2");

        Assert.Equal("patch default/podpatch/other", (await rig.Cloud.NextAsync()).Line);
        Assert.Contains("/event/other.", (await second.NextAsync()).Route.Resource, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RecreatedUnderTheSameName_IsANewPod()
    {
        await using var rig = new AgentRig();
        await using var events = await EventLink.StartAsync(rig);
        await PutAsync(rig);
        rig.Run(rig.Get<PodReporter>().RunAsync);
        await rig.Cloud.NextAsync("patch default/podpatch/web");
        var first = (await events.NextAsync()).Route.Resource;

        await PutAsync(rig, uid: "uid-2", version: 9);

        Assert.Equal("uid-2", (await rig.Cloud.NextAsync("patch default/podpatch/web")).Content["metadata"]!["uid"]!.GetValue<string>());
        Assert.NotEqual(first, (await events.NextAsync()).Route.Resource);
    }

    [Fact]
    public async Task Run_PodBeingDeleted_IsConfirmedForThatPodOnly()
    {
        await using var rig = new AgentRig();
        await PutAsync(rig, metadata: "\"deletionTimestamp\":\"2026-01-01T00:00:30Z\",\"deletionGracePeriodSeconds\":30,");
        rig.Run(rig.Get<PodReporter>().RunAsync);

        var delete = await rig.Cloud.NextAsync();

        Assert.Equal("delete default/pod/web", delete.Line);
        Assert.Equal("""{"gracePeriodSeconds":0,"preconditions":{"uid":"uid-1"}}""", delete.Content.ToJsonString());
    }

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(409, "Conflict")]
    public async Task Run_DeletedPodIsGoneInTheCloud_IsDone(int code, string reason)
    {
        await using var rig = new AgentRig();
        rig.Cloud.Script("delete default/pod/web", FakeCloud.Failure(code, reason));
        await PutAsync(rig, metadata: "\"deletionTimestamp\":\"2026-01-01T00:00:30Z\",");
        rig.Run(rig.Get<PodReporter>().RunAsync);

        await rig.Cloud.NextAsync("delete default/pod/web");

        await WaitAsync(rig, () => rig.Get<PodBacklog>().Current.Count == 0);
    }

    [Fact]
    public async Task Run_CloudFails_TriesAgainAndLetsOthersPass()
    {
        await using var rig = new AgentRig();
        rig.Cloud.Script("delete default/pod/web", FakeCloud.Failure(500, "InternalError"));
        await PutAsync(rig, metadata: "\"deletionTimestamp\":\"2026-01-01T00:00:30Z\",");
        rig.Run(rig.Get<PodReporter>().RunAsync);
        await rig.Cloud.NextAsync("delete default/pod/web");

        await PutAsync(rig, name: "other", uid: "uid-2", metadata: "\"deletionTimestamp\":\"2026-01-01T00:00:30Z\",");
        await rig.Cloud.NextAsync("delete default/pod/other");

        // In steps, since a pause may be worked out just before the clock moves and begin after it.
        await WaitAsync(rig, () => rig.Get<PodBacklog>().Current.Count == 0);
        Assert.Equal("delete default/pod/web", (await rig.Cloud.NextAsync()).Line);
    }

    [Fact]
    public async Task Run_PodsOfOthersOrEndedOrOnlyCached_AreLeftAlone()
    {
        await using var rig = new AgentRig();
        await PutAsync(rig, name: "a", node: "edge-2");
        await PutAsync(rig, name: "b", phase: "Succeeded");
        await PutAsync(rig, name: "c", origin: ObjectOrigin.Cached);
        await PutAsync(rig, name: "d", metadata: "\"deletionTimestamp\":\"2026-01-01T00:00:30Z\",");
        rig.Run(rig.Get<PodReporter>().RunAsync);

        Assert.Equal("delete default/pod/d", (await rig.Cloud.NextAsync()).Line);
        Assert.False(rig.Cloud.TryNext(out var more), more?.Line);
    }

    [Fact]
    public async Task Run_PodRemoved_IsForgotten()
    {
        await using var rig = new AgentRig();
        await using var events = await EventLink.StartAsync(rig);
        await PutAsync(rig);
        rig.Run(rig.Get<PodReporter>().RunAsync);
        await events.NextAsync();
        await WaitAsync(rig, () => rig.Get<PodBacklog>().Current.Count == 0);

        var batch = new StoreBatch();
        batch.Delete(_web);
        await rig.Store.CommitAsync(batch, Durability.Normal);
        await PutAsync(rig, version: 20);

        Assert.Equal("patch default/podpatch/web", (await rig.Cloud.NextAsync("patch default/podpatch/web")).Line);
        await events.NextAsync();
    }

    private static async Task PutAsync(
        AgentRig rig,
        string name = "web",
        string uid = "uid-1",
        ulong version = 7,
        string node = "edge-1",
        string phase = "Pending",
        string metadata = "",
        ObjectOrigin origin = ObjectOrigin.Desired)
    {
        var json = $$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","namespace":"default",{{metadata}}"uid":"{{uid}}","resourceVersion":"{{version}}"},
            "spec":{"nodeName":"{{node}}","containers":[{"name":"c","image":"busybox"}]},"status":{"phase":"{{phase}}"} }
            """;
        var batch = new StoreBatch();
        batch.Put(_web with { Name = name }, uid, version, Encoding.UTF8.GetBytes(json), new PutOptions { Origin = origin });
        Assert.Equal(CommitStatus.Committed, (await rig.Store.CommitAsync(batch, Durability.Normal)).Status);
    }

    private static async Task WaitAsync(AgentRig rig, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            rig.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }
}
