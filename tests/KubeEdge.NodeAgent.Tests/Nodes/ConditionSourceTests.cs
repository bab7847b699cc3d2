using KubeEdge.NodeAgent.Machine;
using KubeEdge.NodeAgent.Nodes;
using KubeEdge.NodeAgent.Pods;
using KubeEdge.NodeAgent.Tests.Fakes;

namespace KubeEdge.NodeAgent.Tests.Nodes;

public class ConditionSourceTests
{
    [Fact]
    public async Task Read_Linked_SaysSinceWhen()
    {
        await using var rig = new AgentRig();
        rig.Clock.Advance(TimeSpan.FromSeconds(90));
        rig.Link.Connect();
        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        var link = await ReadAsync(rig, "EdgeLink");

        Assert.Equal(("True", "Connected"), (link.Status, link.Reason));
        Assert.Equal("linked to the cloud since 2026-01-01T00:01:30Z", link.Message);
        Assert.Equal(rig.Link.Current.Since, link.Since);
    }

    [Fact]
    public async Task Read_ReportsWaitLong_IsNotSyncedAndSaysHowFarBehind()
    {
        await using var rig = new AgentRig();
        rig.Get<PodBacklog>().Set(3, rig.Clock.GetUtcNow());

        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        var still = await ReadAsync(rig, "EdgeSynced");
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        var behind = await ReadAsync(rig, "EdgeSynced");

        Assert.Equal(("True", "Synced"), (still.Status, still.Reason));
        Assert.Equal(("False", "ReportsWaiting"), (behind.Status, behind.Reason));
        Assert.Contains("3 pod reports wait, the oldest for 31 s", behind.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_StoreClosed_IsNotSynced()
    {
        await using var rig = new AgentRig();
        await rig.Store.DisposeAsync();

        Assert.Equal("StoreClosed", (await ReadAsync(rig, "EdgeSynced")).Reason);
    }

    [Theory]
    [InlineData("MemoryPressure", "KubeletHasInsufficientMemory")]
    [InlineData("DiskPressure", "KubeletHasDiskPressure")]
    [InlineData("PIDPressure", "KubeletHasInsufficientPID")]
    public async Task Read_MachineIsShort_SaysOfWhat(string type, string reason)
    {
        await using var rig = new AgentRig();
        rig.Machine.Pressure = new MachinePressure(Memory: true, Disk: true, Processes: true);

        var condition = await ReadAsync(rig, type);

        Assert.Equal(("True", reason), (condition.Status, condition.Reason));
    }

    private static async Task<NodeCondition> ReadAsync(AgentRig rig, string type) =>
        (await rig.Get<ConditionSource>().ReadAsync(CancellationToken.None)).Single(condition => condition.Type == type);
}
