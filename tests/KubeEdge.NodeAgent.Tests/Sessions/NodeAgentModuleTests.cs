using KubeEdge.Beehive.Modules;
using KubeEdge.NodeAgent.Tests.Fakes;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.NodeAgent.Tests.Sessions;

public class NodeAgentModuleTests
{
    private const string Lease = "kube-node-lease/lease/edge-1";

    // How many timers there are when all is told: lease and status wait for their next time, each for itself.
    private const int AtRest = 2;

    [Fact]
    public async Task Run_FirstConnection_RegistersThenRenewsAndReports()
    {
        await using var rig = new AgentRig();
        await rig.StartAsync();
        Assert.False(rig.Cloud.TryNext(out _));

        rig.Link.Connect();

        Assert.Equal("insert default/node/edge-1", (await rig.Cloud.NextAsync()).Line);
        var lines = new HashSet<string>();
        while (lines.Count < 3)
        {
            lines.Add((await rig.Cloud.NextAsync()).Line);
        }

        Assert.Equal([$"insert {Lease}", "patch default/nodepatch/edge-1", $"query {Lease}"], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_Offline_AsksNothingAndGoesOnAtOnceAfterwards()
    {
        await using var rig = new AgentRig();
        await rig.StartAsync();
        rig.Link.Connect();
        await rig.Cloud.NextAsync($"insert {Lease}");
        await WaitForTimersAsync(rig, AtRest);

        rig.Cloud.IsOnline = false;
        rig.Link.Disconnect();
        await WaitForTimersAsync(rig, 0);
        while (rig.Cloud.TryNext(out _))
        {
        }

        rig.Clock.Advance(TimeSpan.FromHours(9));
        Assert.False(rig.Cloud.TryNext(out var asked), asked?.Line);

        rig.Cloud.IsOnline = true;
        rig.Link.Connect();
        var now = rig.Clock.GetUtcNow();
        var first = new HashSet<string>();
        while (first.Count < 4)
        {
            var next = await rig.Cloud.NextAsync();
            Assert.Equal(now, next.At);
            first.Add(next.Line);
        }

        Assert.Equal(
            ["patch default/nodepatch/edge-1", "query default/node/edge-1", $"query {Lease}", $"update {Lease}"],
            first.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_CloudIsSlowAboutTheNode_LeaseIsRenewedAllTheSame()
    {
        await using var rig = new AgentRig();
        await rig.StartAsync();
        rig.Link.Connect();
        await rig.Cloud.NextAsync($"insert {Lease}");
        await WaitForTimersAsync(rig, AtRest);
        rig.Link.Disconnect();
        await WaitForTimersAsync(rig, 0);

        rig.Cloud.Held["query default/node/edge-1"] = Task.Delay(Timeout.Infinite);
        rig.Link.Connect(WireGeneration.Release115);

        await rig.Cloud.NextAsync($"update {Lease}");
        for (var renewal = 0; renewal < 3; renewal++)
        {
            await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
            await rig.Cloud.NextAsync($"update {Lease}");
        }
    }

    [Fact]
    public async Task Run_LinkReplacedWithoutAPause_BeginsAnew()
    {
        await using var rig = new AgentRig();
        await rig.StartAsync();
        rig.Link.Connect();
        await rig.Cloud.NextAsync($"insert {Lease}");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        rig.Link.Disconnect();
        rig.Link.Connect();

        await rig.Cloud.NextAsync("query default/node/edge-1");
    }

    [Fact]
    public async Task AddNodeAgent_Twice_IsOneModule()
    {
        await using var rig = new AgentRig();
        var services = new ServiceCollection();
        services.AddNodeAgent();
        services.AddNodeAgent();

        Assert.Single(services, service => service.ServiceType == typeof(Module));
        Assert.Equal("nodeagent", Assert.Single(rig.Get<IEnumerable<Module>>()).Name);
    }

    private static async Task WaitForTimersAsync(AgentRig rig, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (rig.Clock.ActiveTimers != count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
