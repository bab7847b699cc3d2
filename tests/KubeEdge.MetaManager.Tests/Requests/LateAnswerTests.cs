using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tests.Requests;

/// <summary>Answers whose callers have gone. A cloud of the original sends an object again and again until it is acknowledged.</summary>
public class LateAnswerTests
{
    private const string Path = "default/configmap/a";

    [Fact]
    public async Task LateAnswer_NothingStored_IsAcknowledgedAndNotStored()
    {
        await using var rig = await EdgeRig.StartAsync();
        var question = await TimeOutAsync(rig);

        var answer = await rig.RespondAsync(question, Messages.ConfigMap("a", "u1", 7));

        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        Assert.Null(await rig.GetAsync("configmaps", "a"));
    }

    [Theory]
    [InlineData("u1", 7, 7)]
    [InlineData("u1", 4, 5)]
    [InlineData("u0", 7, 5)]
    public async Task LateAnswer_ObjectStored_OnlyRenewsThatVeryObject(string uid, int version, int expected)
    {
        await using var rig = await EdgeRig.StartAsync();
        var question = await TimeOutAsync(rig);
        await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 5));
        await rig.AnswerAsync();

        var answer = await rig.RespondAsync(question, Messages.ConfigMap("a", uid, version));

        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        var stored = await rig.GetAsync("configmaps", "a");
        Assert.Equal(("u1", (ulong)expected, ObjectOrigin.Desired), (stored!.Uid, stored.ResourceVersion, stored.Origin));
    }

    [Fact]
    public async Task LateAnswer_DeletedMeanwhile_DoesNotResurrect()
    {
        await using var rig = await EdgeRig.StartAsync();
        await QueryTests.CopyAsync(rig);
        var question = await TimeOutAsync(rig, "default/configmap/b");
        await rig.PushAsync("insert", "default/configmap/b", Messages.ConfigMap("b", "u1", 5));
        await rig.AnswerAsync();
        await rig.PushAsync("delete", "default/configmap/b", Messages.ConfigMap("b", "u1", 5));
        await rig.AnswerAsync();

        var answer = await rig.RespondAsync(question, Messages.ConfigMap("b", "u1", 7));

        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        Assert.Null(await rig.GetAsync("configmaps", "b"));
    }

    [Fact]
    public async Task LateAnswer_SentAgainWhileTheFirstIsBeingStored_IsNotAcknowledgedBefore()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldBefore();
        var asking = rig.AskAsync(Operations.Query, Path);
        var answer = await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", 7));
        await QueryTests.WaitAsync(() => rig.Store.Submitted == 1);
        await rig.PushAsync(answer);

        // Behind it on the same way: an answer about another object, which comes through.
        var other = await rig.RespondAsync(
            Messages.Push("query", "default/configmap/b", "null"), Messages.ConfigMap("b", "u2", 8));
        AcknowledgementTests.AssertOk(other, await rig.AnswerAsync());
        Assert.False(rig.HasAnswer());

        rig.Store.Release();
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        await asking;
        Assert.NotNull(await rig.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task LateAnswer_StoreDoesNotTakeIt_IsNotAcknowledged()
    {
        await using var rig = await EdgeRig.StartAsync();
        await QueryTests.CopyAsync(rig);
        rig.Store.Refuse = CommitStatus.Unavailable;
        await rig.RespondAsync(Messages.Push("query", Path, "null"), Messages.ConfigMap("a", "u1", 9));
        await QueryTests.WaitAsync(() => rig.Store.Refused == 1);
        rig.Store.Refuse = null;
        var again = await rig.RespondAsync(Messages.Push("query", Path, "null"), Messages.ConfigMap("a", "u1", 9));

        AcknowledgementTests.AssertOk(again, await rig.AnswerAsync());
        Assert.False(rig.HasAnswer());
        Assert.Equal(9UL, (await rig.GetAsync("configmaps", "a"))!.ResourceVersion);
    }

    [Theory]
    [InlineData("default/node/edge-1", """{"metadata":{"name":"edge-1","uid":"n","resourceVersion":"4"}}""")]
    [InlineData("kube-node-lease/lease/edge-1", """{"Object":{"metadata":{"name":"edge-1"}},"Err":null}""")]
    [InlineData(Path, QueryTests.NotFound)]
    [InlineData(Path, "\"OK\"")]
    public async Task LateAnswer_ThatNeedsNoAcknowledgement_IsDropped(string resource, string content)
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.RespondAsync(Messages.Push("query", resource, "null"), content);
        var last = await rig.RespondAsync(Messages.Push("query", Path, "null"), Messages.ConfigMap("a", "u1", 9));

        AcknowledgementTests.AssertOk(last, await rig.AnswerAsync());
        Assert.Equal(0, rig.Store.Submitted);
    }

    private static async Task<Message> TimeOutAsync(EdgeRig rig, string resource = Path)
    {
        var asking = rig.AskAsync(Operations.Query, resource);
        var question = await rig.AnswerAsync();
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(60));

        // In steps, so that the heartbeats in between find their moment.
        for (var i = 0; i < 6; i++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        QueryTests.AssertError(await asking, resource, $"failed to process remote: timeout to get response for message {question.Header.Id}");
        return question;
    }
}
