using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaManager.Tests.Requests;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tests.Prefetch;

/// <summary>How long copies stay, and what takes them away.</summary>
public class PodCopiesTests
{
    [Fact]
    public async Task Copies_LastPodDeleted_AreWithdrawn()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync("a", "p");
        await rig.FetchAsync("b", "q");
        await rig.PushPodAsync(Pods.NamingConfigMap("r", "c"), "r");
        await rig.DeletePodAsync("p");

        await rig.UntilAsync("a", isThere: false);
        Assert.NotNull(await rig.Edge.GetAsync("configmaps", "b"));
    }

    [Fact]
    public async Task Copies_AnotherPodNamesThem_Stay()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync("a", "p");
        await rig.FetchAsync("b", "gone");
        await rig.Cloud.PushAsync("insert", "default/pod/q", Pods.NamingConfigMap("q", "a"));
        await rig.DeletePodAsync("p");
        await rig.DeletePodAsync("gone");

        await rig.UntilAsync("b", isThere: false);
        Assert.NotNull(await rig.Edge.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task Copies_PodNamesAnother_OldOneIsWithdrawn()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();
        await rig.Cloud.PushAsync("update", "default/pod/p", Pods.Json("p", """{"volumes":[{"configMap":{"name":"b"}}]}""", version: 2));

        await rig.UntilAsync("a", isThere: false);
    }

    [Fact]
    public async Task Copies_PushedMeanwhile_AreTheClouds()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync("a", "p");
        await rig.FetchAsync("b", "q");
        await rig.Cloud.PushAsync("insert", PrefetchRig.Path("a"), Messages.ConfigMap("a", "uid-a", 1));
        await rig.DeletePodAsync("p");
        await rig.DeletePodAsync("q");
        await rig.UntilAsync("b", isThere: false);

        Assert.Equal(ObjectOrigin.Desired, (await rig.Edge.GetAsync("configmaps", "a"))!.Origin);
    }

    [Fact]
    public async Task Copies_PodNamesThem_OutliveTheirLifetimeOthersDoNot()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();
        rig.Has("b");
        await rig.Edge.AskAsync(Operations.Query, PrefetchRig.Path("b"));
        await rig.AnsweredAsync("b");
        await rig.Edge.GoOfflineAsync();
        await Lifetimes.PassAsync(rig.Edge.Store, rig.Edge.Clock, TimeSpan.FromHours(25));

        Assert.Null(await rig.Edge.GetAsync("configmaps", "b"));
        Assert.NotNull(await rig.Edge.GetAsync("configmaps", "a"));
    }

    [Fact]
    public async Task Copies_HereBeforeThePod_AreAdopted()
    {
        await using var rig = await PrefetchRig.StartAsync();
        rig.Has("a");
        await rig.Edge.AskAsync(Operations.Query, PrefetchRig.Path("a"));
        await rig.AnsweredAsync("a");
        var submitted = rig.Edge.Store.Submitted;
        await rig.PushPodAsync(Pods.NamingConfigMap("p", "a"));
        await QueryTests.WaitAsync(() => rig.Edge.Store.Submitted == submitted + 2);
        await rig.Edge.GoOfflineAsync();
        await Lifetimes.PassAsync(rig.Edge.Store, rig.Edge.Clock, TimeSpan.FromHours(25));

        // Whoever reads after that time finds it, and so does whoever comes next.
        QueryTests.AssertLocal(
            await rig.Edge.AskAsync(Operations.Query, PrefetchRig.Path("a")), PrefetchRig.Path("a"), Messages.ConfigMap("a", "uid-a", 1));
    }

    [Fact]
    public async Task Copies_AfterARestartWithoutALink_AnswerAndGoWithTheirPod()
    {
        await using var rig = await PrefetchRig.StartAsync();
        await rig.FetchAsync();
        var folder = rig.Edge.KilledHere();
        await using (var offline = await EdgeRig.RestartAsync(folder, online: false, rig.Edge.Clock.GetUtcNow()))
        {
            QueryTests.AssertLocal(
                await offline.AskAsync(Operations.Query, PrefetchRig.Path("a")), PrefetchRig.Path("a"), Messages.ConfigMap("a", "uid-a", 1));
            QueryTests.AssertLocal(await offline.AskAsync(Operations.Query, "default/pod"), "default/pod", Pods.NamingConfigMap("p", "a"));
            await Lifetimes.PassAsync(offline.Store, offline.Clock, TimeSpan.FromHours(25));
            Assert.NotNull(await offline.GetAsync("configmaps", "a"));
            folder = offline.KilledHere();
        }

        await using var online = new PrefetchRig(await EdgeRig.RestartAsync(folder, online: true, rig.Edge.Clock.GetUtcNow()));
        await online.DeletePodAsync();
        await online.UntilAsync("a", isThere: false);
    }
}
