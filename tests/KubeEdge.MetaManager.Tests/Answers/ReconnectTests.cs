using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Answers;

/// <summary>The whole edge over the real link, again and again.</summary>
[Collection(Alone.Name)]
public class ReconnectTests
{
    [Fact]
    public async Task Reconnect_ThousandTimes_LeavesNothingBehind()
    {
        await using var rig = await EdgeRig.StartAsync(null, "inventory");
        long before = 0;
        var timers = 0;
        for (var i = 1; i <= 1100; i++)
        {
            await rig.AnswerAsync();
            var push = await rig.PushAsync("update", "default/configmap/a", Messages.ConfigMap("a", "u1", i));
            AcknowledgementTests.AssertOk(push, await rig.AnswerAsync());
            if (i == 100)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
                timers = rig.Clock.ActiveTimers;
            }

            await rig.ReconnectAsync();
        }

        await rig.AnswerAsync();
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(grown, long.MinValue, 1 << 20);

        // What re-arms its timer just now has one more or less; what a link left behind would be there a thousand times.
        Assert.InRange(rig.Clock.ActiveTimers, 0, timers + 10);
        Assert.Equal(1100UL, (await rig.GetAsync("configmaps", "a"))?.ResourceVersion);
    }
}
