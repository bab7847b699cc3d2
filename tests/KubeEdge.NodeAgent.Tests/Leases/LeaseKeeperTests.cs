using System.Text.Json.Nodes;
using KubeEdge.NodeAgent.Leases;
using KubeEdge.NodeAgent.Nodes;
using KubeEdge.NodeAgent.Tests.Fakes;

namespace KubeEdge.NodeAgent.Tests.Leases;

public class LeaseKeeperTests
{
    private const string Resource = "kube-node-lease/lease/edge-1";

    [Fact]
    public async Task Run_NoLease_InsertsOneThatBelongsToTheNode()
    {
        await using var rig = Start();

        Assert.Equal($"query {Resource}", (await rig.Cloud.NextAsync()).Line);
        var insert = await rig.Cloud.NextAsync();

        Assert.Equal($"insert {Resource}", insert.Line);
        Assert.True(insert.Acknowledge);
        Assert.Equal("edged", insert.Message.Route.Source);
        Assert.Equal("meta", insert.Message.Route.Group);
        var expected = """
            {"metadata":{"name":"edge-1","namespace":"kube-node-lease","creationTimestamp":null,
            "ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"edge-1","uid":"node-uid"}]},
            "spec":{"holderIdentity":"edge-1","leaseDurationSeconds":40,"renewTime":"2026-01-01T00:00:00.000000Z"}}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), insert.Content), insert.Content.ToJsonString());
    }

    [Fact]
    public async Task Run_TenSecondsEach_RenewsWithSixDigits()
    {
        await using var rig = Start();
        await rig.Cloud.NextAsync($"insert {Resource}");

        for (var renewal = 1; renewal <= 30; renewal++)
        {
            await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
            var update = await rig.Cloud.NextAsync();

            Assert.Equal($"update {Resource}", update.Line);
            Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(10 * renewal), update.At);
            Assert.Matches(@"^2026-01-01T00:0\d:\d0\.000000Z$", update.Content["spec"]!["renewTime"]!.GetValue<string>());
            Assert.Equal("node-uid", update.Content["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Run_LeaseDeleted_InsertsAgainAndDoubtsTheNode()
    {
        await using var rig = Start();
        await rig.Cloud.NextAsync($"insert {Resource}");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        rig.Cloud.Lease = null;

        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await rig.Cloud.NextAsync($"update {Resource}");
        await rig.Clock.WaitForTimerAsync();
        Assert.True(rig.Get<NodeIdentity>().Doubted.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal($"query {Resource}", (await rig.Cloud.NextAsync()).Line);
        Assert.Equal($"insert {Resource}", (await rig.Cloud.NextAsync()).Line);
    }

    [Fact]
    public async Task Run_SomebodyElseChangedIt_ReadsItAndRenewsThat()
    {
        await using var rig = Start();
        await rig.Cloud.NextAsync($"insert {Resource}");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        rig.Cloud.Lease!["metadata"]!["resourceVersion"] = "999";
        rig.Cloud.Lease["metadata"]!["labels"] = new JsonObject { ["kept"] = "yes" };

        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await rig.Cloud.NextAsync($"update {Resource}");
        await rig.Clock.WaitForTimerAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal($"query {Resource}", (await rig.Cloud.NextAsync()).Line);
        var update = await rig.Cloud.NextAsync();
        Assert.Equal($"update {Resource}", update.Line);
        Assert.Equal("yes", update.Content["metadata"]!["labels"]!["kept"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_CloudRefuses_TriesAgainAfterGrowingPauses()
    {
        await using var rig = Start(cloud => cloud.Script($"query {Resource}", [.. Enumerable.Repeat(FakeCloud.Wrapped(500, "InternalError"), 3)]));

        var at = new List<DateTimeOffset>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            at.Add((await rig.Cloud.NextAsync($"query {Resource}")).At);
            if (attempt < 3)
            {
                await rig.Clock.WaitForTimerAsync();
                rig.Clock.Advance(TimeSpan.FromMilliseconds(100 << attempt));
            }
        }

        Assert.Equal($"insert {Resource}", (await rig.Cloud.NextAsync()).Line);
        Assert.True(at[1] - at[0] <= TimeSpan.FromMilliseconds(100) && at[3] - at[2] > TimeSpan.FromMilliseconds(200), string.Join(' ', at));
    }

    [Fact]
    public async Task Run_RenewedAfterALongGap_DoubtsThatTheNodeCountsAsReady()
    {
        await using var rig = Start();
        await rig.Cloud.NextAsync($"insert {Resource}");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        rig.Cloud.Script($"update {Resource}", [.. Enumerable.Repeat(FakeCloud.Wrapped(500, "InternalError"), 10)]);

        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await rig.Cloud.NextAsync($"update {Resource}");
        Assert.False(rig.Get<NodeIdentity>().Doubted.IsCompleted);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!rig.Get<NodeIdentity>().Doubted.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            await rig.Clock.WaitForTimerAsync();
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(rig.Clock.GetUtcNow() > new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero));
    }

    [Fact]
    public async Task Run_NodeNotKnownYet_WaitsForIt()
    {
        await using var rig = new AgentRig();
        rig.Link.Connect();
        rig.Run(rig.Get<LeaseKeeper>().RunAsync);
        Assert.False(rig.Cloud.TryNext(out _));

        rig.Get<NodeIdentity>().Found("node-uid");

        Assert.Equal($"query {Resource}", (await rig.Cloud.NextAsync()).Line);
    }

    private static AgentRig Start(Action<FakeCloud>? script = null)
    {
        var rig = new AgentRig();
        script?.Invoke(rig.Cloud);
        rig.Link.Connect();
        rig.Get<NodeIdentity>().Found("node-uid");
        rig.Run(rig.Get<LeaseKeeper>().RunAsync);
        return rig;
    }
}
