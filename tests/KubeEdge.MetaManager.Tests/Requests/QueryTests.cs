using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaStore;
using KubeEdge.Viaduct;

namespace KubeEdge.MetaManager.Tests.Requests;

public class QueryTests
{
    internal const string NotFound =
        """{"ErrStatus":{"metadata":{},"status":"Failure","message":"configmaps \"a\" not found","reason":"NotFound","details":{"name":"a","kind":"configmaps"},"code":404}}""";

    internal const string ServerError =
        """{"ErrStatus":{"metadata":{},"status":"Failure","message":"etcd is away","reason":"InternalError","code":500}}""";

    private const string Path = "default/configmap/a";

    private const string ServiceJson =
        """{"kind":"Service","apiVersion":"v1","metadata":{"name":"web","namespace":"default","uid":"u","resourceVersion":"1"}}""";

    [Fact]
    public async Task Query_Online_PassesTheAnswerKeepsACopyAndAcknowledgesOnceDurable()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldAfter();
        var asking = rig.AskAsync(Operations.Query, Path);
        var question = await rig.AnswerAsync();
        var answer = await rig.RespondAsync(question, Messages.ConfigMap("a", "u1", 7));
        await WaitAsync(() => rig.Store.Submitted == 1);
        Assert.False(rig.HasAnswer());

        rig.Store.Release();
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        var reply = await asking;

        Assert.Equal(new MessageRoute("edged", "meta", Path, "query"), question.Route);
        Assert.True(question.Header.ParentId.IsEmpty);
        Assert.Equal("edgecontroller", reply.Route.Source);
        Assert.Equal(Messages.ConfigMap("a", "u1", 7), Messages.Text(reply));
        Assert.Equal(ObjectOrigin.Cached, (await rig.GetAsync("configmaps", "a"))!.Origin);
        Assert.Empty((await rig.Store.InventoryAsync(ObjectOrigin.Desired)).Objects);
    }

    [Fact]
    public async Task Query_WrappedAnswer_KeepsTheObjectInside()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), $$"""{"Object":{{Messages.ConfigMap("a", "u1", 7)}},"Err":null}""");
        await asking;
        await rig.AnswerAsync();

        Assert.Equal(Messages.ConfigMap("a", "u1", 7), System.Text.Encoding.UTF8.GetString((await rig.GetAsync("configmaps", "a"))!.Json.Span));
    }

    [Fact]
    public async Task Query_PushedObject_StaysDesired()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 5));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", 7));
        await asking;
        await rig.AnswerAsync();

        var stored = await rig.GetAsync("configmaps", "a");
        Assert.Equal((ObjectOrigin.Desired, 7UL), (stored!.Origin, stored.ResourceVersion));
    }

    [Fact]
    public async Task Query_OlderAnswer_DoesNotTakeTheStoreBack()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 9));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        var answer = await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", 7));
        await asking;
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());

        Assert.Equal(9UL, (await rig.GetAsync("configmaps", "a"))!.ResourceVersion);
    }

    [Theory]
    [InlineData(NotFound)]
    [InlineData("""{"Object":null,"Err":{"ErrStatus":{"status":"Failure","message":"gone","reason":"NotFound","code":404}}}""")]
    [InlineData("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"gone","reason":"NotFound","code":404}""")]
    public async Task Query_NotFound_ReachesTheCallerAndRemovesTheCopy(string content)
    {
        await using var rig = await EdgeRig.StartAsync();
        await CopyAsync(rig);
        var asking = rig.AskAsync(Operations.Query, Path);
        var answer = await rig.RespondAsync(await rig.AnswerAsync(), content);

        Assert.Equal(content, Messages.Text(await asking));
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        Assert.Null(await rig.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task Query_NotFoundOfWhatWasPushed_ReachesTheCallerAndLeavesItToThePush()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 5));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        var answer = await rig.RespondAsync(await rig.AnswerAsync(), NotFound);

        Assert.Equal(NotFound, Messages.Text(await asking));
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        Assert.NotNull(await rig.GetAsync("configmaps", "a"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(410)]
    [InlineData(422)]
    public async Task Query_DefiniteNoWithCopy_ReachesTheCallerAndTheCopyStays(int code)
    {
        await using var rig = await EdgeRig.StartAsync();
        await CopyAsync(rig);
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), Status(code));

        Assert.Equal(Status(code), Messages.Text(await asking));
        Assert.NotNull(await rig.GetAsync("configmaps", "a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Query_CloudCannotSayWithCopy_IsAnsweredByTheStore(int code)
    {
        await using var rig = await EdgeRig.StartAsync();
        await CopyAsync(rig);
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), Status(code));

        AssertLocal(await asking, Path, Messages.ConfigMap("a", "u1", 5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_ErrorOperation_IsAnsweredByTheStoreOrReachesTheCaller(bool hasCopy)
    {
        await using var rig = await EdgeRig.StartAsync();
        if (hasCopy)
        {
            await CopyAsync(rig);
        }

        var asking = rig.AskAsync(Operations.Query, Path);
        var error = new MessageFactory(rig.Clock).Error(await rig.AnswerAsync(), "no such table");
        await rig.PushAsync(error.WithRoute(error.Route with { Source = "cloudhub", Group = "resource" }));
        var reply = await asking;

        Assert.Equal(hasCopy ? "response" : "error", reply.Route.Operation);
        Assert.Equal(hasCopy ? "metamanager" : "cloudhub", reply.Route.Source);
        Assert.Equal(hasCopy, await rig.GetAsync("configmaps", "a") is not null);
    }

    [Fact]
    public async Task Query_OkInPlaceOfAnObject_IsPassedAndNotStored()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), "\"OK\"");

        Assert.Equal("OK", Messages.Text(await asking));
        Assert.Equal(0, rig.Store.Submitted);
    }

    [Fact]
    public async Task Query_StoreDoesNotTakeTheAnswer_ReachesTheCallerAndIsNotAcknowledged()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.Refuse = CommitStatus.Unavailable;
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", 7));

        Assert.Equal(Messages.ConfigMap("a", "u1", 7), Messages.Text(await asking));
        Assert.False(rig.HasAnswer());
    }

    [Fact]
    public async Task Query_StoreWritesSlowly_DoesNotWaitForThePushesBefore()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldBefore();
        await rig.PushAsync("insert", "default/service/web", ServiceJson);
        await WaitAsync(() => rig.Store.Submitted == 1);
        var asking = rig.AskAsync(Operations.Query, "default/service/web");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        rig.Clock.Advance(TimeSpan.FromSeconds(2));

        AssertLocal(await asking, "default/service/web");
    }

    [Fact]
    public async Task Query_OtherErrorWithoutCopy_ReachesTheCaller()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), ServerError);

        Assert.Equal(ServerError, Messages.Text(await asking));
        Assert.Null(await rig.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task Query_Offline_IsAnsweredByTheStore()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 5));
        await rig.AnswerAsync();
        await rig.GoOfflineAsync();

        AssertLocal(await rig.AskAsync(Operations.Query, Path), Path, Messages.ConfigMap("a", "u1", 5));
    }

    [Fact]
    public async Task Query_OfflineWithoutCopy_IsAnError()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.GoOfflineAsync();

        AssertError(await rig.AskAsync(Operations.Query, Path), Path, "failed to process remote: not connected");
    }

    [Fact]
    public async Task Query_LinkLostWhileWaiting_IsAnsweredAtOnce()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 5));
        await rig.AnswerAsync();
        var known = rig.AskAsync(Operations.Query, Path);
        var unknown = rig.AskAsync(Operations.Query, "default/configmap/b");
        await rig.AnswerAsync();
        await rig.AnswerAsync();
        await rig.GoOfflineAsync();

        AssertLocal(await known, Path, Messages.ConfigMap("a", "u1", 5));
        AssertError(await unknown, "default/configmap/b", "failed to process remote: not connected");
    }

    [Fact]
    public async Task Query_CloudIsSlow_IsAnsweredByTheStoreAndTheLateAnswerIsKept()
    {
        await using var rig = await EdgeRig.StartAsync();
        await rig.PushAsync("insert", Path, Messages.ConfigMap("a", "u1", 5));
        await rig.AnswerAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        var question = await rig.AnswerAsync();
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        AssertLocal(await asking, Path, Messages.ConfigMap("a", "u1", 5));

        var answer = await rig.RespondAsync(question, Messages.ConfigMap("a", "u1", 6));

        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        Assert.Equal(6UL, (await rig.GetAsync("configmaps", "a"))!.ResourceVersion);
    }

    [Fact]
    public async Task Query_CloudSilentWithoutCopy_EndsWithTheOriginalsError()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        var question = await rig.AnswerAsync();
        await rig.PassTimeUntilAsync(() => asking.IsCompleted, TimeSpan.FromSeconds(5));

        AssertError(
            await asking, Path, $"failed to process remote: timeout to get response for message {question.Header.Id}");
    }

    [Fact]
    public async Task Query_DeletePushedAfterTheAnswer_DoesNotResurrect()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Query, Path);
        var question = await rig.AnswerAsync();
        await rig.RespondAsync(question, Messages.ConfigMap("a", "u1", 7));
        var delete = await rig.PushAsync("delete", Path, Messages.ConfigMap("a", "u1", 7));
        await asking;
        Message[] acks = [await rig.AnswerAsync(), await rig.AnswerAsync()];

        Assert.Contains(acks, ack => ack.Header.ParentId == delete.Header.Id);
        Assert.Null(await rig.GetAsync("configmaps", "a"));
    }

    [Theory]
    [InlineData(WireGeneration.Current, false)]
    [InlineData(WireGeneration.Release115, true)]
    public async Task Query_Node_GoesToTheCloudOnlyWhereItDoesNotPushNodes(WireGeneration wire, bool asks)
    {
        await using var rig = await EdgeRig.StartAsync(null);
        rig.Link.Edge.Peer.Wire = wire;
        await rig.PushAsync("update", "default/node/edge-1", """{"kind":"Node","apiVersion":"v1","metadata":{"name":"edge-1","uid":"n","resourceVersion":"3"}}""");
        await rig.AnswerAsync();
        var asking = rig.AskAsync(Operations.Query, "default/node/edge-1");
        if (asks)
        {
            await rig.RespondAsync(await rig.AnswerAsync(), """{"metadata":{"name":"edge-1","uid":"n","resourceVersion":"4"}}""");
        }

        Assert.Equal(asks ? "edgecontroller" : "metamanager", (await asking).Route.Source);
    }

    [Fact]
    public async Task Query_SameObjectManyTimes_GoOneAfterAnotherOthersInBetween()
    {
        await using var rig = await EdgeRig.StartAsync();
        Task<Message>[] asking = [rig.AskAsync(Operations.Query, Path), rig.AskAsync(Operations.Query, Path), rig.AskAsync(Operations.Query, "default/secret/s")];
        Message[] questions = [await rig.AnswerAsync(), await rig.AnswerAsync()];

        Assert.Equal([Path, "default/secret/s"], questions.Select(question => question.Route.Resource));
        await rig.RespondAsync(questions[0], NotFound);
        await rig.RespondAsync(questions[1], NotFound);
        Message[] more = [await rig.AnswerAsync(), await rig.AnswerAsync(), await rig.AnswerAsync()];
        await rig.RespondAsync(Assert.Single(more, message => message.Route.Operation == Operations.Query), NotFound);
        await Task.WhenAll(asking).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Query_ManyUnanswered_PushesAndLocalReadsGoOn()
    {
        await using var rig = await EdgeRig.StartAsync();
        var waiting = Enumerable.Range(0, 63).Select(i => rig.AskAsync(Operations.Query, $"default/secret/s{i}")).ToArray();
        foreach (var _ in waiting)
        {
            await rig.AnswerAsync();
        }

        var push = await rig.PushAsync("insert", "default/service/web", ServiceJson);
        AcknowledgementTests.AssertOk(push, await rig.AnswerAsync());
        var local = await rig.AskAsync(Operations.Query, "default/service/web");

        Assert.Equal("metamanager", local.Route.Source);
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
    }

    [Fact]
    public async Task Query_TooMany_IsRefusedAtOnce()
    {
        await using var rig = await EdgeRig.StartAsync(options => options.MaximumRequests = 1);
        var first = rig.AskAsync(Operations.Query, Path);
        var question = await rig.AnswerAsync();

        AssertError(await rig.AskAsync(Operations.Query, "default/secret/s"), "default/secret/s", "failed to process remote: too many requests wait");
        await rig.RespondAsync(question, NotFound);
        await first;
    }

    internal static string Status(int code) =>
        $$$"""{"ErrStatus":{"metadata":{},"status":"Failure","message":"no","reason":"Because","code":{{{code}}}}}""";

    /// <summary>A module asks once, so that a copy is here.</summary>
    internal static async Task CopyAsync(EdgeRig rig, int version = 5)
    {
        var asking = rig.AskAsync(Operations.Query, Path);
        await rig.RespondAsync(await rig.AnswerAsync(), Messages.ConfigMap("a", "u1", version));
        await asking;
        await rig.AnswerAsync();
    }

    internal static void AssertLocal(Message reply, string resource, params string[] documents)
    {
        Assert.Equal(new MessageRoute("metamanager", "meta", resource, "response"), reply.Route);
        Assert.Equal(
            documents, System.Text.Json.JsonSerializer.Deserialize<string[]>(reply.Content.ToData().Span) ?? []);
    }

    internal static void AssertError(Message reply, string resource, string text)
    {
        Assert.Equal(new MessageRoute("metamanager", "meta", resource, "error"), reply.Route);
        Assert.Equal(text, Messages.Text(reply));
    }

    internal static Task WaitAsync(Func<bool> done) => WaitAsync(() => Task.FromResult(done()));

    internal static async Task WaitAsync(Func<Task<bool>> done)
    {
        var limit = Environment.TickCount64 + 30_000;
        while (!await done())
        {
            Assert.True(Environment.TickCount64 < limit);
            await Task.Yield();
        }
    }
}
