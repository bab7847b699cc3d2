using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Answers;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaManager.Tests.Prefetch;
using KubeEdge.MetaManager.Tests.Requests;

namespace KubeEdge.MetaManager.Tests.Tokens;

/// <summary>Tokens as modules of the node get them.</summary>
public class TokenTests
{
    private static readonly TimeSpan _life = TimeSpan.FromSeconds(3607);

    [Fact]
    public async Task Token_FetchedOnce_ServesUntilFourFifthsOfItsLife()
    {
        await using var rig = await EdgeRig.StartAsync();
        var first = await FetchAsync(rig, "one");

        rig.Clock.Advance(_life * 0.79);
        await AssertStoredAsync(rig, first);
        Assert.DoesNotContain(await SentAsync(rig), message => message.Route.Operation == Operations.Query);

        rig.Clock.Advance(_life * 0.02);
        Assert.Equal("edgecontroller", (await FetchMessageAsync(rig, "two")).Route.Source);
    }

    [Fact]
    public async Task Token_IsAcknowledgedOnceDurable()
    {
        await using var rig = await EdgeRig.StartAsync();
        rig.Store.HoldAfter();
        var asking = rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request());
        var answer = await rig.RespondAsync(await rig.AnswerAsync(), TokenAnswers.Json("one", rig.Clock.GetUtcNow() + _life));
        await QueryTests.WaitAsync(() => rig.Store.Submitted == 1);
        Assert.False(rig.HasAnswer());

        rig.Store.Release();
        AcknowledgementTests.AssertOk(answer, await rig.AnswerAsync());
        await asking;
    }

    [Fact]
    public async Task Token_OfflineWhileOnlyAnotherAccountsIsHere_IsAnError()
    {
        await using var rig = await EdgeRig.StartAsync();
        await FetchAsync(rig, "one");
        await rig.GoOfflineAsync();

        const string Other = "default/serviceaccounttoken/other";
        QueryTests.AssertError(await rig.AskAsync(Operations.Query, Other, TokenAnswers.Request()), Other, "failed to process remote: not connected");
        QueryTests.AssertError(
            await rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request("uid-q")),
            TokenAnswers.Robot,
            "failed to process remote: not connected");
    }

    [Fact]
    public async Task Token_OfflineAndDueForRenewal_ServesUntilItExpires()
    {
        await using var rig = await EdgeRig.StartAsync();
        var first = await FetchAsync(rig, "one");
        await rig.GoOfflineAsync();
        rig.Clock.Advance(_life - TimeSpan.FromSeconds(5));
        await AssertStoredAsync(rig, first);

        // As the original, which serves no token that has expired; but there it was gone long before.
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        QueryTests.AssertError(
            await rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request()),
            TokenAnswers.Robot,
            "failed to process remote: not connected");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Token_RenewalFails_TheOldOneServesWhileItIsValid(int code)
    {
        await using var rig = await EdgeRig.StartAsync();
        var first = await FetchAsync(rig, "one");
        rig.Clock.Advance(_life * 0.9);
        var asking = rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request());
        await rig.RespondAsync(await QuestionAsync(rig), QueryTests.Status(code));

        QueryTests.AssertLocal(await asking, TokenAnswers.Robot, first);
    }

    [Fact]
    public async Task Token_AccountIsGone_IsAnErrorAndForgotten()
    {
        await using var rig = await EdgeRig.StartAsync();
        await FetchAsync(rig, "one");
        rig.Clock.Advance(_life * 0.9);
        var asking = rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request());
        await rig.RespondAsync(await QuestionAsync(rig), QueryTests.NotFound);
        Assert.Equal(QueryTests.NotFound, Messages.Text(await asking));
        await rig.GoOfflineAsync();

        QueryTests.AssertError(
            await rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request()),
            TokenAnswers.Robot,
            "failed to process remote: not connected");
    }

    [Fact]
    public async Task Token_CloudIsSilent_TheOldOneServesAfterAMoment()
    {
        await using var rig = await EdgeRig.StartAsync();
        var first = await FetchAsync(rig, "one");
        rig.Clock.Advance(_life * 0.9);
        var asking = rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request());
        await QuestionAsync(rig);
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        rig.Clock.Advance(TimeSpan.FromSeconds(2));

        QueryTests.AssertLocal(await asking, TokenAnswers.Robot, first);
    }

    [Fact]
    public async Task Token_CloudRefusesTheFirst_ReachesTheCaller()
    {
        await using var rig = await EdgeRig.StartAsync();
        var asking = rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request());
        await rig.RespondAsync(await rig.AnswerAsync(), QueryTests.Status(403));

        Assert.Equal(QueryTests.Status(403), Messages.Text(await asking));
    }

    [Theory]
    [InlineData(TokenAnswers.Robot, null)]
    [InlineData(TokenAnswers.Robot, "[]")]
    [InlineData("default/serviceaccounttoken", "{}")]
    public async Task Token_NoRequestInIt_IsAnError(string resource, string? content)
    {
        await using var rig = await EdgeRig.StartAsync();

        QueryTests.AssertError(
            await rig.AskAsync(Operations.Query, resource, content),
            resource,
            "get message content data failed, error: a token request needs namespace/serviceaccounttoken/name and a TokenRequest");
    }

    [Fact]
    public async Task Token_AfterAKill_StillServes()
    {
        await using var rig = await EdgeRig.StartAsync();
        var first = await FetchAsync(rig, "one");
        await using var restarted = await EdgeRig.RestartAsync(rig.KilledHere(), online: false, rig.Clock.GetUtcNow());

        await AssertStoredAsync(restarted, first);
    }

    [Theory]
    [InlineData("inventory")]
    [InlineData("none")]
    public async Task Prefetch_PodMountsAToken_ModulesFindItOfflineUntilThePodGoes(string feature)
    {
        await using var rig = await PrefetchRig.StartAsync(feature);
        var answer = TokenAnswers.Json("one", rig.Edge.Clock.GetUtcNow() + _life);
        rig.Cloud.Answer(TokenAnswers.Robot, answer);
        await rig.PushPodAsync(Pods.WithToken("p"));
        rig.PassDelay();
        await rig.Cloud.ReceiveAsync(message => message is { Route: { Operation: Operations.Response, Resource: TokenAnswers.Robot } });
        await AssertStoredAsync(rig.Edge, answer);
        Assert.Single(rig.Cloud.Asked, TokenAnswers.Robot);

        await rig.DeletePodAsync();
        await rig.Edge.GoOfflineAsync();
        await QueryTests.WaitAsync(async () =>
            (await rig.Edge.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request())).Route.Operation == Operations.Error);
    }

    [Fact]
    public async Task Prefetch_TokenIsDue_IsRenewedBeforeAnybodyAsks()
    {
        await using var rig = await PrefetchRig.StartAsync("inventory");
        rig.Cloud.Answer(TokenAnswers.Robot, _ => TokenAnswers.Json("t", rig.Edge.Clock.GetUtcNow() + _life));
        await rig.PushPodAsync(Pods.WithToken("p"));
        rig.PassDelay();
        await rig.Cloud.QuestionAsync(TokenAnswers.Robot);

        // Once the answer is acknowledged, no time that passes can be taken for silence of the cloud.
        await rig.Cloud.ReceiveAsync(message => message.Route is { Operation: Operations.Response, Resource: TokenAnswers.Robot });
        await rig.Edge.Clock.WaitForTimerAsync(TimeSpan.FromMinutes(10));
        for (var i = 0; i < 4; i++)
        {
            rig.Edge.Clock.Advance(TimeSpan.FromMinutes(10));
            await rig.Edge.Clock.WaitForTimerAsync();
        }

        await rig.Cloud.PushAsync("insert", "default/pod/other", Pods.Json("other", "{}"));
        Assert.Single(rig.Cloud.Asked);

        // The prefetcher may have armed its timer after the clock had moved on, and wait longer by that.
        var renewed = rig.Cloud.QuestionAsync(TokenAnswers.Robot, 2);
        while (!renewed.IsCompleted)
        {
            rig.Edge.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await renewed;
    }

    private static async Task<string> FetchAsync(EdgeRig rig, string token) => Messages.Text(await FetchMessageAsync(rig, token));

    private static async Task<Message> FetchMessageAsync(EdgeRig rig, string token)
    {
        var asking = rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request());
        await rig.RespondAsync(await QuestionAsync(rig), TokenAnswers.Json(token, rig.Clock.GetUtcNow() + _life));
        return await asking;
    }

    private static async Task<Message> QuestionAsync(EdgeRig rig)
    {
        while (true)
        {
            if (await rig.AnswerAsync() is { Route.Operation: Operations.Query } question)
            {
                return question;
            }
        }
    }

    private static async Task AssertStoredAsync(EdgeRig rig, string document) => QueryTests.AssertLocal(
        await rig.AskAsync(Operations.Query, TokenAnswers.Robot, TokenAnswers.Request()), TokenAnswers.Robot, document);

    // What the edge has sent by the time something comes back that goes the same way.
    private static async Task<List<Message>> SentAsync(EdgeRig rig)
    {
        var push = await rig.PushAsync("insert", "default/configmap/barrier", Messages.ConfigMap("barrier", "u", 1));
        var sent = new List<Message>();
        while (sent.Count == 0 || sent[^1].Header.ParentId != push.Header.Id)
        {
            sent.Add(await rig.AnswerAsync());
        }

        return sent;
    }
}
