using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Requests;

/// <summary>What happens at the edges: without a link, at the stop, with senders that nobody knows.</summary>
public class EdgeCaseTests
{
    [Fact]
    public async Task Event_Offline_IsAnError()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.GoOfflineAsync();

        QueryTests.AssertError(
            await rig.AskAsync(Operations.Insert, "default/event/e", "{}"), "default/event/e", "connection lost between EdgeCore and CloudCore");
    }

    [Fact]
    public async Task Report_Offline_IsKeptAndAccepted()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.GoOfflineAsync();

        Assert.Equal("OK", Messages.Text(await rig.AskAsync(Operations.Update, "default/podstatus/p", """{"UID":"u1"}""")));
        Assert.NotNull(await rig.GetAsync("podstatus", "p"));
    }

    [Fact]
    public async Task Push_UnknownSource_IsStoredAndAcknowledged()
    {
        await using var rig = await EdgeRig.StartAsync();
        var push = await rig.PushAsync(Messages.Push("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 1), "stranger"));

        AcknowledgementTests.AssertOk(push, await rig.AnswerAsync());
        Assert.NotNull(await rig.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task Stop_RequestsWaiting_AreAnswered()
    {
        Task<ReplyResult> asking;
        await using (var rig = await EdgeRig.StartAsync())
        {
            var request = rig.Messages.New(new MessageRoute("edged", "meta", "default/configmap/a", Operations.Query), MessageContent.Null);
            asking = rig.Bus.RequestAsync("metamanager", request, TimeSpan.FromHours(1)).AsTask();
            await rig.AnswerAsync();
        }

        var reply = await asking.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(reply.Status != SendStatus.Sent || reply.Reply!.Route.Operation == Operations.Error);
    }
}
