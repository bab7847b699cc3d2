using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaManager.Tests.Requests;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tests.Prefetch;

public class PrefetcherTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Prefetch_PodNamesThings_AreHereWhenTheLinkIsLost()
    {
        await using var rig = await PrefetchRig.StartAsync();
        rig.Has("a");
        rig.Cloud.Answer(
            "default/secret/s",
            """{"kind":"Secret","apiVersion":"v1","metadata":{"name":"s","namespace":"default","uid":"u","resourceVersion":"3"}}""");
        await rig.PushPodAsync(Pods.Json("p", """{"volumes":[{"configMap":{"name":"a"}},{"secret":{"secretName":"s"}}]}"""));
        Assert.Empty(rig.Cloud.Asked);

        rig.PassDelay();
        await rig.AnsweredAsync("a");
        await rig.Cloud.ReceiveAsync(message => message is { Route: { Operation: Operations.Response, Resource: "default/secret/s" } });
        await rig.Edge.GoOfflineAsync();

        QueryTests.AssertLocal(
            await rig.Edge.AskAsync(Operations.Query, PrefetchRig.Path("a")), PrefetchRig.Path("a"), Messages.ConfigMap("a", "uid-a", 1));
        Assert.Equal(ObjectOrigin.Cached, (await rig.Edge.GetAsync("secrets", "s"))!.Origin);
        Assert.Single((await rig.Edge.Store.InventoryAsync(ObjectOrigin.Desired)).Objects);
    }

    [Fact]
    public async Task Prefetch_QuestionsAreThoseOfTheOriginalsKubelet()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();

        var question = await rig.Cloud.QuestionAsync(PrefetchRig.Path("a"));
        Assert.Equal(new MessageRoute("edged", "meta", PrefetchRig.Path("a"), "query"), question.Route);
        Assert.Equal(ContentKind.Null, question.Content.Kind);
    }

    [Fact]
    public async Task Prefetch_ThreeHundredPodsNameOneConfigMap_OneQuestion()
    {
        await using var rig = await PrefetchRig.StartAsync();
        rig.Has("a");
        for (var i = 0; i < 300; i++)
        {
            await rig.Cloud.PushAsync("insert", $"default/pod/p{i}", Pods.NamingConfigMap($"p{i}", "a"));
        }

        await rig.Edge.Clock.WaitForTimerAsync(PrefetchRig.Delay);
        rig.PassDelay();
        await rig.AnsweredAsync("a");
        await rig.Edge.Clock.WaitForTimerAsync(_interval);

        Assert.Equal([PrefetchRig.Path("a")], rig.Cloud.Asked);
    }

    [Fact]
    public async Task Prefetch_ManyThings_EightQuestionsAtATime()
    {
        await using var rig = await PrefetchRig.StartAsync();
        var volumes = string.Join(',', Enumerable.Range(0, 20).Select(i => $$$"""{"configMap":{"name":"c{{{i}}}"}}"""));
        await rig.PushPodAsync(Pods.Json("p", $$$"""{"volumes":[{{{volumes}}}]}"""));
        rig.PassDelay();
        await rig.Cloud.ReceiveAsync(_ => rig.Cloud.Asked.Length == 8);

        // Something that goes the same way comes through, so no ninth question is on its way before it.
        await rig.Cloud.PushAsync("insert", "default/pod/other", Pods.Json("other", "{}"));
        Assert.Equal(8, rig.Cloud.Asked.Length);
    }

    [Fact]
    public async Task Prefetch_CloudErrs_AsksAgainAfterGrowingPausesAndDoesNotHoldOthersUp()
    {
        await using var rig = await PrefetchRig.StartAsync();
        rig.Has("good");
        rig.Cloud.Answer(PrefetchRig.Path("bad"), QueryTests.ServerError);
        await rig.PushPodAsync(Pods.Json("p", """{"volumes":[{"configMap":{"name":"bad"}},{"configMap":{"name":"good"}}]}"""));
        rig.PassDelay();
        await rig.AnsweredAsync("good");
        for (var (pause, asked) = (1, 2); pause <= 4; pause *= 2, asked++)
        {
            await rig.Edge.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(pause));
            rig.Edge.Clock.Advance(TimeSpan.FromSeconds(pause));
            await rig.Cloud.QuestionAsync(PrefetchRig.Path("bad"), asked);
        }

        await rig.Edge.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(8));
        rig.Has("bad");
        rig.Edge.Clock.Advance(TimeSpan.FromSeconds(8));
        await rig.UntilAsync("bad", isThere: true);
        Assert.Single(rig.Cloud.Asked, PrefetchRig.Path("good"));
    }

    [Theory]
    [InlineData(403, true)]
    [InlineData(500, true)]
    [InlineData(404, false)]
    public async Task Prefetch_ErrorLater_TakesTheCopyOnlyWhenThereIsNoSuchObject(int code, bool stays)
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();
        await rig.Edge.Clock.WaitForTimerAsync(_interval);
        rig.Cloud.Answer(PrefetchRig.Path("a"), QueryTests.Status(code));
        rig.Edge.Clock.Advance(_interval);
        await rig.Edge.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(stays, await rig.Edge.GetAsync("configmaps", "a") is not null);
    }

    [Fact]
    public async Task Prefetch_CloudOfThisFamily_AsksForTokensOnly()
    {
        await using var rig = await PrefetchRig.StartAsync("inventory");
        await rig.PushPodAsync(
            Pods.Json("p", $$$"""{"serviceAccountName":"robot","volumes":[{"configMap":{"name":"a"}},{"projected":{"sources":[{{{Pods.TokenSource}}}]}}]}"""));
        rig.PassDelay();
        await rig.Cloud.QuestionAsync("default/serviceaccounttoken/robot");

        // The objects are looked at again at leisure, so none of them is asked for now.
        await rig.Edge.Clock.WaitForTimerAsync(_interval);
        Assert.Equal(["default/serviceaccounttoken/robot"], rig.Cloud.Asked);
    }

    [Fact]
    public async Task Prefetch_PushedInTime_IsNotAskedFor()
    {
        await using var rig = await PrefetchRig.StartAsync();
        rig.Has("a");
        await rig.PushPodAsync(Pods.NamingConfigMap("p", "a"));
        await rig.Cloud.PushAsync("insert", PrefetchRig.Path("a"), Messages.ConfigMap("a", "uid-a", 1));
        rig.PassDelay();
        await rig.Edge.Clock.WaitForTimerAsync(_interval);

        Assert.Empty(rig.Cloud.Asked);
    }

    [Fact]
    public async Task Prefetch_DeletedWhileFetched_DoesNotComeBack()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.PushPodAsync(Pods.NamingConfigMap("p", "a"));
        rig.PassDelay();
        var question = await rig.Cloud.QuestionAsync(PrefetchRig.Path("a"));
        await rig.Cloud.PushAsync("delete", PrefetchRig.Path("a"), Messages.ConfigMap("a", "uid-a", 1));
        var answer = await rig.Edge.RespondAsync(question, Messages.ConfigMap("a", "uid-a", 1));
        await rig.Cloud.AcknowledgementAsync(answer.Header.Id);

        Assert.Null(await rig.Edge.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task Prefetch_Reconnected_LooksAgain()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();
        rig.Has("a", version: 2);
        rig.Edge.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Edge.ReconnectAsync();
        rig.Cloud.Take();
        await QueryTests.WaitAsync(() =>
        {
            // Some of the delay may have passed while the edge dialed.
            rig.PassDelay();
            return rig.Cloud.Asked.Count(asked => asked == PrefetchRig.Path("a")) > 1;
        });

        await rig.UntilAsync("a", version: 2);
    }

    [Fact]
    public async Task Prefetch_OddPod_OthersGetWhatTheyNeed()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.Cloud.PushAsync("insert", "default/pod/odd", Pods.Json("odd", """{"volumes":[{"projected":"serviceAccountToken"}]}"""));

        await rig.FetchAsync();
    }

    [Fact]
    public async Task Prefetch_StoreCannotRead_TriesAgainAfterAPause()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();
        await rig.Edge.Clock.WaitForTimerAsync(_interval);
        rig.Edge.Store.ThrowReads = true;
        rig.Edge.Clock.Advance(_interval);
        await rig.Edge.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        rig.Edge.Store.ThrowReads = false;
        rig.Has("a", version: 2);
        await QueryTests.WaitAsync(() =>
        {
            rig.Edge.Clock.Advance(TimeSpan.FromSeconds(1));
            return rig.Cloud.Asked.Count(asked => asked == PrefetchRig.Path("a")) > 1;
        });

        await rig.UntilAsync("a", version: 2);
    }

    [Fact]
    public async Task Prefetch_StoreThrowsWhileTidying_BeginsAgainAfterAPause()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();
        await rig.Edge.Clock.WaitForTimerAsync(_interval);
        await rig.Cloud.PushAsync("update", "default/pod/p", Pods.Json("p", "{}", version: 2));
        await rig.UntilAsync("a", isThere: false);

        await rig.FetchAsync("b", "q");
        await rig.Edge.Clock.WaitForTimerAsync(_interval);
        rig.Edge.Store.ThrowReads = true;
        await rig.DeletePodAsync("q");
        await rig.Edge.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));
        rig.Edge.Store.ThrowReads = false;
        rig.Edge.Clock.Advance(TimeSpan.FromSeconds(5));

        await rig.UntilAsync("b", isThere: false);
    }

    [Fact]
    public async Task Prefetch_TurnedOff_AsksNothing()
    {
        await using var rig = new PrefetchRig(await EdgeRig.StartAsync(options => options.Prefetch = false));
        rig.Has("a");
        await rig.Cloud.PushAsync("insert", "default/pod/p", Pods.NamingConfigMap("p", "a"));
        rig.Edge.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.Cloud.PushAsync("insert", "default/pod/q", Pods.Json("q", "{}"));

        Assert.Empty(rig.Cloud.Asked);
    }
}
