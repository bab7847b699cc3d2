using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tests.Requests;

public class ChangeTests
{
    private const string Lease = "kube-node-lease/lease/edge-1";
    private const string Pod = "default/pod/p";

    [Theory]
    [InlineData(Operations.Update)]
    [InlineData(Operations.Insert)]
    [InlineData(Operations.Query)]
    public async Task Lease_Offline_IsAnErrorAtOnceAndNothingIsSentLater(string operation)
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.GoOfflineAsync();

        QueryTests.AssertError(await rig.AskAsync(operation, Lease, "{}"), Lease, "failed to process remote: not connected");
        rig.Dialer.Refuse = false;
        await rig.ReconnectAsync();
        QueryTests.AssertError(
            await rig.AskAsync("unheard-of", Lease), Lease, "metamanager does not handle 'unheard-of' of modules");
        Assert.False(rig.HasAnswer());
    }

    [Theory]
    [InlineData("""{"Object":{"metadata":{"name":"edge-1","namespace":"kube-node-lease","uid":"l","resourceVersion":"8"}},"Err":null}""")]
    [InlineData("""{"Object":null,"Err":{"ErrStatus":{"status":"Failure","message":"no","reason":"Conflict","code":409}}}""")]
    [InlineData("""{"Object":null,"Err":{"ErrStatus":{"status":"Failure","message":"no","reason":"NotFound","code":404}}}""")]
    public async Task Lease_Online_PassesTheAnswerAcknowledgesAndKeepsNothing(string content)
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Update, Lease, """{"metadata":{"name":"edge-1"}}""");
        var sent = await rig.AnswerAsync();
        var answer = await rig.RespondAsync(sent, content);

        Assert.Equal(content, Messages.Text(await asking));
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        Assert.Equal("""{"metadata":{"name":"edge-1"}}""", Messages.Text(sent));
        Assert.Null(await rig.GetAsync("leases", "edge-1", "kube-node-lease", "coordination.k8s.io"));
    }

    [Fact]
    public async Task Insert_Online_KeepsWhatTheCloudMadeOfIt()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Insert, Pod, """{"metadata":{"name":"p"}}""");
        var answer = await rig.RespondAsync(await rig.AnswerAsync(), $$"""{"Object":{{PodJson(4)}},"Err":null}""");
        await asking;
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());

        Assert.Equal(ObjectOrigin.Cached, (await rig.GetAsync("pods", "p"))!.Origin);
    }

    [Fact]
    public async Task Insert_Refused_ReachesTheCallerAndKeepsNothing()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Insert, Pod, "{}");
        const string Refusal = """{"Object":null,"Err":{"ErrStatus":{"status":"Failure","message":"no","reason":"Conflict","code":409}}}""";
        await rig.RespondAsync(await rig.AnswerAsync(), Refusal);

        Assert.Equal(Refusal, Messages.Text(await asking));
        Assert.Null(await rig.GetAsync("pods", "p"));
    }

    [Fact]
    public async Task Patch_Online_TakesOverTheOutcomeAndIsNotAcknowledged()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Pod, PodJson(3));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(PatchOf());
        var sent = await rig.AnswerAsync();
        await rig.RespondAsync(sent, $$"""{"Object":{{PodJson(4)}},"Err":null}""");
        await asking;

        Assert.Equal(ContentKind.Text, sent.Content.Kind);
        var stored = await rig.GetAsync("pods", "p");
        Assert.Equal((ObjectOrigin.Desired, 4UL), (stored!.Origin, stored.ResourceVersion));
        Assert.Equal(Messages.Text(sent), System.Text.Encoding.UTF8.GetString((await rig.GetAsync("podpatch", "p"))!.Json.Span));
        Assert.False(rig.HasAnswer());
    }

    [Fact]
    public async Task Patch_OfAPodThatIsGone_DoesNotBringItBack()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(PatchOf());
        await rig.RespondAsync(await rig.AnswerAsync(), $$"""{"Object":{{PodJson(4)}},"Err":null}""");
        await asking;

        Assert.Null(await rig.GetAsync("pods", "p"));
    }

    [Fact]
    public async Task Patch_Offline_IsAnErrorButKept()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.GoOfflineAsync();

        QueryTests.AssertError(await rig.AskAsync(PatchOf()), "default/podpatch/p", "connection lost between EdgeCore and CloudCore");
        Assert.NotNull(await rig.GetAsync("podpatch", "p"));
    }

    [Theory]
    [InlineData("podpatch", """{"metadata":{"uid":"u1"},"status":{}}""")]
    [InlineData("podstatus", """{"UID":"u1","Status":{}}""")]
    public async Task Status_OfAPodThatIsGone_EndsWithItsTime(string type, string status)
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.GoOfflineAsync();
        await rig.AskAsync(type == "podpatch" ? Operations.Patch : Operations.Update, $"default/{type}/p", status);
        Assert.NotNull(await rig.GetAsync(type, "p"));

        await Lifetimes.PassAsync(rig.Store, rig.Clock, TimeSpan.FromHours(25));
        Assert.Null(await rig.GetAsync(type, "p"));
    }

    [Theory]
    [InlineData("podpatch", """{"metadata":{"uid":"u1"},"status":{}}""")]
    [InlineData("podstatus", """{"UID":"u1","Status":{}}""")]
    public async Task Status_OfAPod_StaysAsLongAsThePod(string type, string status)
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Pod, PodJson(3));
        var link = rig.Link;
        await rig.AnswerAsync();
        await rig.GoOfflineAsync();
        await rig.AskAsync(type == "podpatch" ? Operations.Patch : Operations.Update, $"default/{type}/p", status);
        await Lifetimes.PassAsync(rig.Store, rig.Clock, TimeSpan.FromHours(25));
        Assert.NotNull(await rig.GetAsync(type, "p"));

        rig.Dialer.Refuse = false;
        await rig.ReconnectAsync();
        Assert.NotSame(link, rig.Link);
        await rig.PushAsync("delete", Pod, """{"metadata":{"name":"p","namespace":"default","uid":"u1"}}""");
        await rig.AnswerAsync();
        Assert.Null(await rig.GetAsync(type, "p"));
    }

    [Fact]
    public async Task Insert_ThenPushedInTheSameVersion_IsWantedHere()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Insert, Pod, "{}");
        await rig.RespondAsync(await rig.AnswerAsync(), $$"""{"Object":{{PodJson(4)}},"Err":null}""");
        await asking;
        await rig.AnswerAsync();
        await rig.PushAsync("insert", Pod, PodJson(4));
        await rig.AnswerAsync();

        QueryTests.AssertLocal(await rig.AskAsync(Operations.Query, "default/pod"), "default/pod", PodJson(4));
    }

    [Theory]
    [InlineData("u1", true)]
    [InlineData("u2", false)]
    public async Task PodDeletePushed_TakesTheNewestPatchWithIt(string uid, bool gone)
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Pod, PodJson(3));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(PatchOf());
        await rig.RespondAsync(await rig.AnswerAsync(), """{"Object":null,"Err":null}""");
        await asking;
        await rig.PushAsync("delete", Pod, $$$"""{"metadata":{"name":"p","namespace":"default","uid":"{{{uid}}}"}}""");
        await rig.AnswerAsync();

        Assert.Equal(gone, await rig.GetAsync("pods", "p") is null);
        Assert.Equal(gone, await rig.GetAsync("podpatch", "p") is null);
    }

    [Fact]
    public async Task DeletePod_PassesTheAnswerAndIsNotAcknowledged()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Pod, PodJson(3));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(Operations.Delete, Pod, """{"gracePeriodSeconds":0}""");
        await rig.RespondAsync(await rig.AnswerAsync(), "\"OK\"");

        Assert.Equal("OK", Messages.Text(await asking));
        Assert.NotNull(await rig.GetAsync("pods", "p"));
        Assert.False(rig.HasAnswer());
    }

    [Fact]
    public async Task DeletePod_Offline_IsAnError()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.GoOfflineAsync();

        QueryTests.AssertError(await rig.AskAsync(Operations.Delete, Pod, "{}"), Pod, "connection lost between EdgeCore and CloudCore");
    }

    [Fact]
    public async Task Delete_RemovesCopiesOnly()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", "default/configmap/a", Messages.ConfigMap("a", "u1", 5));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(Operations.Query, "default/configmap/b");
        await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("b", "u2", 6));
        await asking;

        Assert.Equal("OK", Messages.Text(await rig.AskAsync(Operations.Delete, "default/configmap/a")));
        Assert.Equal("OK", Messages.Text(await rig.AskAsync(Operations.Delete, "default/configmap/b")));

        Assert.NotNull(await rig.GetAsync("configmaps", "a"));
        Assert.Null(await rig.GetAsync("configmaps", "b"));
    }

    [Fact]
    public async Task Report_IsKeptForwardedAndAnsweredAtOnce()
    {
        await using var rig = await EdgeRig.StartAsync();
        var reply = await rig.AskAsync(Operations.Update, "default/podstatus/p", """{"UID":"u1","Name":"p","Status":{}}""");
        var sent = await rig.AnswerAsync();

        Assert.Equal(("OK", new MessageRoute("edged", "meta", "default/podstatus/p", "response")), (Messages.Text(reply), reply.Route));
        Assert.Equal(new MessageRoute("edged", "meta", "default/podstatus/p", "update"), sent.Route);
        Assert.Equal(ObjectOrigin.Local, (await rig.GetAsync("podstatus", "p"))!.Origin);
    }

    [Theory]
    [InlineData(Operations.Insert)]
    [InlineData(Operations.Update)]
    [InlineData(Operations.Patch)]
    public async Task Event_IsForwardedAndNotKept(string operation)
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.Bus.SendAsync("metamanager", rig.Messages.New(new MessageRoute("edged", "meta", "default/event/e", operation), MessageContent.Text("x")));

        Assert.Equal(new MessageRoute("edged", "meta", "default/event/e", operation), (await rig.AnswerAsync()).Route);
        Assert.Equal(0, rig.Store.Submitted);
    }

    [Fact]
    public async Task Report_StoreCannotWrite_IsAnErrorAndNotForwarded()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.Refuse = CommitStatus.Unavailable;

        QueryTests.AssertError(
            await rig.AskAsync(Operations.Update, "default/podstatus/p", "{}"), "default/podstatus/p", "insert or update meta failed, default/podstatus/p");
        Assert.False(rig.HasAnswer());
    }

    [Fact]
    public async Task Authority_Online_IsPassed()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Query, "k8s/ca.crt");
        await rig.RespondAsync(await rig.AnswerAsync(), "\"-----BEGIN CERTIFICATE-----\"");

        Assert.Equal("-----BEGIN CERTIFICATE-----", Messages.Text(await asking));
    }

    internal static string PodJson(int version) =>
        $$$"""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"default","uid":"u1","resourceVersion":"{{{version}}}"},"spec":{}}""";

    private static Message PatchOf() => new MessageFactory(TimeProvider.System).New(
        new MessageRoute("edged", "meta", "default/podpatch/p", Operations.Patch),
        MessageContent.Text("""{"metadata":{"uid":"u1"},"status":{"phase":"Running"}}"""));
}
