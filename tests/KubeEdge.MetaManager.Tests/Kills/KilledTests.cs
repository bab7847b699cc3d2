using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaManager.Tests.Requests;

namespace KubeEdge.MetaManager.Tests.Kills;

/// <summary>The process ends between two steps: what it has acknowledged by then is on its disk, and what is not comes again.</summary>
public class KilledTests
{
    private const string Path = "default/configmap/a";

    [Fact]
    public async Task Killed_AnswerHereNotCommitted_IsNotAcknowledgedAndAskedForAgain()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldBefore();
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", 7));
        await QueryTests.WaitAsync(() => rig.Store.Submitted == 1);
        Assert.False(rig.HasAnswer());
        var disk = rig.KilledHere();
        rig.Store.Release();
        await asking;

        await using var restarted = await EdgeRig.RestartAsync(disk, online: true, rig.Clock.GetUtcNow());
        Assert.Null(await restarted.GetAsync("configmaps", "a"));
        var again = restarted.AskAsync(Operations.Query, Path);
        var answer = await restarted.RespondAsync(await restarted.AnswerAsync(), Messages.ConfigMap("a", "u1", 7));
        AcknowledgementTests.AssertOk(answer, await restarted.AnswerAsync());
        await again;
        Assert.NotNull(await restarted.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task Killed_AnswerCommittedNotAcknowledged_IsHereAndAcknowledgedWhenItComesAgain()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldAfter();
        var asking = rig.AskAsync(Operations.Query, Path);
        var answer = await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", 7));
        await UntilStoredAsync(rig);
        Assert.False(rig.HasAnswer());
        var disk = rig.KilledHere();
        rig.Store.Release();
        await asking;

        await using var restarted = await EdgeRig.RestartAsync(disk, online: true, rig.Clock.GetUtcNow());
        Assert.NotNull(await restarted.GetAsync("configmaps", "a"));
        await restarted.PushAsync(answer);
        AcknowledgementTests.AssertOk(answer, await restarted.AnswerAsync());
    }

    [Fact]
    public async Task Killed_PushCommittedNotAcknowledged_IsHereAndTakesNoNewCommitWhenItComesAgain()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldAfter();
        var push = await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 7));
        await UntilStoredAsync(rig);
        Assert.False(rig.HasAnswer());
        var disk = rig.KilledHere();
        rig.Store.Release();

        await using var restarted = await EdgeRig.RestartAsync(disk, online: true, rig.Clock.GetUtcNow());
        var revision = restarted.Store.Revision;
        await restarted.PushAsync(push);
        AcknowledgementTests.AssertOk(push, await restarted.AnswerAsync());
        Assert.Equal(revision, restarted.Store.Revision);
    }

    [Fact]
    public async Task Killed_AfterAnyAcknowledgement_TheObjectIsOnTheDisk()
    {
        await using var rig = await EdgeRig.StartAsync();
        for (var i = 1; i <= 5; i++)
        {
            var asking = rig.AskAsync(Operations.Query, Path);
            var answer = await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", i));
            AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
            await using var restarted = await EdgeRig.RestartAsync(rig.KilledHere(), online: false, rig.Clock.GetUtcNow());

            Assert.Equal((ulong)i, (await restarted.GetAsync("configmaps", "a"))!.ResourceVersion);
            await asking;
        }
    }

    private static async Task UntilStoredAsync(EdgeRig rig)
    {
        while (await rig.GetAsync("configmaps", "a") is null)
        {
            await Task.Yield();
        }
    }
}
