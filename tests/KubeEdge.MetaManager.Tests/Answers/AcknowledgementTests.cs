using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tests.Answers;

public class AcknowledgementTests
{
    [Fact]
    public async Task Push_CommitHeld_IsNotAcknowledgedBefore()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldAfter();
        var push = await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 1));
        await rig.Clock.WaitForTimerAsync();
        while (await rig.GetAsync("configmaps", "a") is null)
        {
            await Task.Yield();
        }

        Assert.False(rig.HasAnswer());
        rig.Store.Release();
        AssertOk(push, await rig.AnswerAsync());
    }

    [Fact]
    public async Task Push_LinkLostBetweenCommitAndAck_ResentIsAcknowledgedAndStoredOnce()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldAfter();
        var push = await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 1));

        // What is committed can be read a moment before its revision is told.
        while (await rig.GetAsync("configmaps", "a") is null || rig.Store.Revision == 0)
        {
            await Task.Yield();
        }

        var revision = rig.Store.Revision;
        await rig.ReconnectAsync();
        rig.Store.Release();
        await rig.PushAsync(push);

        // The answer to the first may come too: it is harmless, and has the same parent.
        AssertOk(push, await rig.AnswerAsync());
        Assert.Equal(revision, rig.Store.Revision);
    }

    [Fact]
    public async Task Push_SameTwice_OneRowTwoAcks()
    {
        await using var rig = await EdgeRig.StartAsync();
        var push = Messages.Push("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 1));
        await rig.PushAsync(push);
        AssertOk(push, await rig.AnswerAsync());
        var revision = rig.Store.Revision;

        await rig.PushAsync(push);

        AssertOk(push, await rig.AnswerAsync());
        Assert.Equal(revision, rig.Store.Revision);
    }

    [Fact]
    public async Task Push_OlderVersion_IsAcknowledgedWithoutEffect()
    {
        await using var rig = await EdgeRig.StartAsync();
        await ApplyAsync(rig, "update", Messages.ConfigMap("a", "u1", 10));

        await ApplyAsync(rig, "update", Messages.ConfigMap("a", "u1", 9));

        Assert.Equal(10UL, (await rig.GetAsync("configmaps", "a"))?.ResourceVersion);
    }

    [Fact]
    public async Task Push_OtherUid_ReplacesWhateverItsVersion()
    {
        await using var rig = await EdgeRig.StartAsync();
        await ApplyAsync(rig, "update", Messages.ConfigMap("a", "u1", 10));

        await ApplyAsync(rig, "insert", Messages.ConfigMap("a", "u2", 3));

        var stored = await rig.GetAsync("configmaps", "a");
        Assert.Equal("u2", stored?.Uid);
        Assert.Equal(3UL, stored?.ResourceVersion);
    }

    [Theory]
    [InlineData("""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"default","uid":"u1","resourceVersion":"11"}}""", false)]
    [InlineData("""{"metadata":{"name":"a","namespace":"default","uid":"u1"}}""", false)]
    [InlineData("""{"metadata":{"name":"a","namespace":"default"}}""", false)]
    [InlineData("null", false)]
    [InlineData("""{"metadata":{"name":"a","namespace":"default","uid":"other"}}""", true)]
    public async Task Delete_ByUid_TakesOnlyTheObjectMeant(string content, bool stays)
    {
        await using var rig = await EdgeRig.StartAsync();
        await ApplyAsync(rig, "insert", Messages.ConfigMap("a", "u1", 10));

        await ApplyAsync(rig, "delete", content);

        Assert.Equal(stays, await rig.GetAsync("configmaps", "a") is not null);
    }

    [Fact]
    public async Task Delete_NothingThere_IsAcknowledged()
    {
        await using var rig = await EdgeRig.StartAsync();

        await ApplyAsync(rig, "delete", """{"metadata":{"name":"a","namespace":"default","uid":"u1"}}""");
    }

    [Theory]
    [InlineData(CommitStatus.Unavailable)]
    [InlineData(CommitStatus.TooLarge)]
    public async Task Push_StoreCannotCommit_IsAnErrorAndNoAck(CommitStatus status)
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.Refuse = status;
        var push = await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 1));

        AssertError(push, await rig.AnswerAsync(), "default/configmap/a");

        rig.Store.Refuse = null;
        await rig.PushAsync(push);
        AssertOk(push, await rig.AnswerAsync());
    }

    [Fact]
    public async Task Push_StoreThrows_IsAnErrorAndTheModuleLives()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.Throw = new InvalidOperationException("broken");
        var push = await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 1));
        AssertError(push, await rig.AnswerAsync(), "default/configmap/a");

        rig.Store.Throw = null;
        await ApplyAsync(rig, "update", Messages.ConfigMap("a", "u1", 1));
    }

    [Fact]
    public async Task Push_TenThousandInOrder_StoreAndAcksFollow()
    {
        const int Count = 10_000;
        await using var rig = await EdgeRig.StartAsync();
        var pushes = Enumerable.Range(1, Count)
            .Select(i => Messages.Push("update", $"default/configmap/c{i % 100}", Messages.ConfigMap($"c{i % 100}", "u", i))).ToArray();
        var sending = Task.Run(async () =>
        {
            foreach (var push in pushes)
            {
                await rig.PushAsync(push);
            }
        });

        foreach (var push in pushes)
        {
            AssertOk(push, await rig.AnswerAsync());
        }

        await sending.WaitAsync(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal((ulong)(i == 0 ? Count : Count - 100 + i), (await rig.GetAsync("configmaps", $"c{i}"))?.ResourceVersion);
        }
    }

    [Fact]
    public async Task Push_StoreStalls_OnlySoManyAreUnderWay()
    {
        await using var rig = await EdgeRig.StartAsync(options => options.MaximumInFlight = 8);
        rig.Store.HoldBefore();
        var pushes = new List<Message>();
        for (var i = 1; i <= 100; i++)
        {
            pushes.Add(await rig.PushAsync("update", "default/configmap/a", Messages.ConfigMap("a", "u", i)));
        }

        while (rig.Store.Submitted < 8)
        {
            await Task.Yield();
        }

        Assert.False(rig.HasAnswer());
        Assert.Equal(8, rig.Store.Submitted);
        rig.Store.Release();
        foreach (var push in pushes)
        {
            AssertOk(push, await rig.AnswerAsync());
        }

        Assert.Equal(100, rig.Store.Submitted);
    }

    internal static void AssertOk(Message push, Message answer)
    {
        Assert.Equal(push.Header.Id, answer.Header.ParentId);
        Assert.Equal(push.Route with { Operation = "response" }, answer.Route);
        Assert.Equal("OK", Messages.Text(answer));
    }

    internal static void AssertError(Message push, Message answer, string contains)
    {
        Assert.Equal(push.Header.Id, answer.Header.ParentId);
        Assert.Equal(new MessageRoute("metamanager", push.Route.Group, push.Route.Resource, "error"), answer.Route);
        Assert.Contains(contains, Messages.Text(answer), StringComparison.Ordinal);
    }

    private static async Task ApplyAsync(EdgeRig rig, string operation, string content)
    {
        var push = await rig.PushAsync(operation, "default/configmap/a", content);
        AssertOk(push, await rig.AnswerAsync());
    }
}
