using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Requests;

public class ListTests
{
    [Theory]
    [InlineData("default/pod")]
    [InlineData("default/podlist")]
    public async Task List_Pods_AreAllThatTheCloudWantsHereInEveryNamespace(string resource)
    {
        await using var rig = await EdgeRig.StartAsync();
        var other = ChangeTests.PodJson(2).Replace("\"default\"", "\"web\"", StringComparison.Ordinal);
        await rig.PushAsync("insert", "default/pod/p", ChangeTests.PodJson(1));
        await rig.AnswerAsync();
        await rig.PushAsync("insert", "web/pod/p", other);
        await rig.AnswerAsync();
        var looking = rig.AskAsync(Operations.Insert, "default/pod/stranger", "{}");
        await rig.RespondAsync(await rig.AnswerAsync(), ChangeTests.PodJson(3).Replace("\"p\"", "\"stranger\"", StringComparison.Ordinal));
        await looking;

        QueryTests.AssertLocal(await rig.AskAsync(Operations.Query, resource), resource, ChangeTests.PodJson(1), other);
    }

    [Fact]
    public async Task List_Nothing_IsNull()
    {
        await using var rig = await EdgeRig.StartAsync();

        Assert.Equal(ContentKind.Null, (await rig.AskAsync(Operations.Query, "default/pod")).Content.Kind);
    }

    [Fact]
    public async Task List_AfterAPush_SeesIt()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldBefore();
        await rig.PushAsync("insert", "default/pod/p", ChangeTests.PodJson(1));
        await QueryTests.WaitAsync(() => rig.Store.Submitted == 1);
        var asking = rig.AskAsync(Operations.Query, "default/pod");
        rig.Store.Release();

        QueryTests.AssertLocal(await asking, "default/pod", ChangeTests.PodJson(1));
    }

    [Fact]
    public async Task Query_OfWhatTheCloudIsNotAskedFor_IsTheStores()
    {
        await using var rig = await EdgeRig.StartAsync();

        var reply = await rig.AskAsync(Operations.Query, "default/pod/p");

        QueryTests.AssertLocal(reply, "default/pod/p");
    }
}
