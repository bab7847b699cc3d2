using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Informers;

public sealed class InformerTests
{
    private readonly FakeCluster _cluster = new();

    [Theory]
    [InlineData(500)]
    [InlineData(2)]
    [InlineData(1)]
    public async Task RunAsync_Start_AddsEverythingThenSynced(int pageSize)
    {
        _cluster.PutAll("abcde");
        await using var run = new InformerRun(_cluster, pageSize);
        Assert.Equal(["Added a@101", "Added b@102", "Added c@103", "Added d@104", "Added e@105"], await run.NextAsync(5));
        Assert.False(run.Informer.IsSynced);
        Assert.Equal("Synced", await run.NextAsync());

        Assert.True(run.Informer.IsSynced);
        Assert.Equal(5, run.Informer.Count);
        Assert.Equal(1, _cluster.Lists);
        Assert.Null(run.Informer.LastError);
        Assert.True(run.Informer.TryGet(new ResourceKey("", "configmaps", "default", "c"), out var found));
        Assert.Equal("103", found.ResourceVersion);
        Assert.False(run.Informer.TryGet(new ResourceKey("", "secrets", "default", "c"), out _));
        Assert.False(run.Informer.TryGet(new ResourceKey("", "configmaps", "other", "c"), out _));
        Assert.Equal(5, run.Informer.Snapshot().Count);
    }

    [Fact]
    public async Task RunAsync_Changes_AreReportedWithWhatWasKnown()
    {
        await using var run = new InformerRun(_cluster);
        Assert.Equal("Synced", await run.NextAsync());

        _cluster.Put("a");
        _cluster.Put("a", "w");
        _cluster.Delete("a");
        _cluster.Put("a");

        Assert.Equal(["Added a@101", "Modified a@102 was @101", "Deleted a@103 was @102", "Added a@104"], await run.NextAsync(4));
        Assert.Equal(1, run.Informer.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_WatchEnds_ResumesWithoutList(bool inOrder)
    {
        _cluster.Put("a");
        await using var run = new InformerRun(_cluster);
        Assert.Equal(["Added a@101", "Synced"], await run.NextAsync(2));
        var next = run.NextAsync();
        await _cluster.WatchOpenedAsync();
        _cluster.Put("b");
        Assert.Equal("Added b@102", await next);

        _cluster.EndWatches(inOrder);
        _cluster.Put("a", "changed while away");
        _cluster.Delete("b");
        next = run.NextAsync();

        // It ended after no time, so even an orderly end is followed by a pause.
        await run.PassAsync(0.25);
        Assert.Equal("Modified a@103 was @101", await next);
        Assert.Equal("Deleted b@104 was @102", await run.NextAsync());
        Assert.Equal(["101", "102"], _cluster.WatchVersions);
        Assert.Equal(1, _cluster.Lists);
    }

    [Fact]
    public async Task RunAsync_WatchEndsInOrderAfterAWhile_GoesOnAtOnce()
    {
        await using var run = new InformerRun(_cluster);
        Assert.Equal("Synced", await run.NextAsync());
        var next = run.NextAsync();
        await _cluster.WatchOpenedAsync();

        run.Time.Advance(TimeSpan.FromSeconds(20));
        _cluster.EndWatches(inOrder: true);
        await _cluster.WatchOpenedAsync();
        _cluster.Put("a");

        Assert.Equal("Added a@101", await next);
        Assert.Null(run.Informer.LastError);
    }

    [Fact]
    public async Task RunAsync_Bookmark_MovesTheVersionToResumeFrom()
    {
        _cluster.Put("a");
        await using var run = new InformerRun(_cluster);
        await run.NextAsync(2);
        var next = run.NextAsync();
        await _cluster.WatchOpenedAsync();
        _cluster.Compact();
        _cluster.Bookmark();
        _cluster.EndWatches(inOrder: true);
        await run.PassAsync(0.25);
        await _cluster.WatchOpenedAsync();
        _cluster.Put("b");

        // Without the bookmark the version of the list would be too old by now.
        Assert.Equal("Added b@103", await next);
        Assert.Equal(["101", "102"], _cluster.WatchVersions);
        Assert.Equal(1, _cluster.Lists);
    }

    [Fact]
    public async Task RunAsync_VersionTooOld_ListsAndReportsTheDifference()
    {
        _cluster.PutAll("abcd");
        await using var run = new InformerRun(_cluster, pageSize: 2);
        await run.NextAsync(5);
        var next = run.NextAsync();
        await _cluster.WatchOpenedAsync();

        _cluster.EndWatches(inOrder: false);
        _cluster.Delete("a");
        _cluster.Put("b", "changed");
        _cluster.Delete("c");
        _cluster.Put("c", uid: "another");
        _cluster.Put("e");
        _cluster.Compact();
        await run.PassAsync(0.25, 0.5);

        Assert.Equal("Modified b@106 was @102", await next);
        Assert.Equal(["Deleted c@103 was @103", "Added c@108", "Added e@109", "Deleted a@101 was @101", "Synced"], await run.NextAsync(5));
        Assert.Equal(4, run.Informer.Count);
        Assert.Equal(2, _cluster.Lists);
    }

    [Fact]
    public async Task RunAsync_ContinueTooOld_StartsTheListAnew()
    {
        _cluster.PutAll("abc");
        await using var run = new InformerRun(_cluster, pageSize: 2);
        Assert.Equal(["Added a@101", "Added b@102"], await run.NextAsync(2));
        _cluster.Delete("a");
        _cluster.Compact();

        var next = run.NextAsync();
        await run.PassAsync(0.25);
        Assert.Equal("Added c@103", await next);
        Assert.Equal(["Deleted a@101 was @101", "Synced"], await run.NextAsync(2));
    }

    [Fact]
    public async Task RunAsync_ServerDown_BacksOffAndRecovers()
    {
        var down = KubeStatus.Unreachable("refused");
        _cluster.FailLists(down, down, KubeStatus.InternalError("x"), down, down, down, down);
        await using var run = new InformerRun(_cluster);

        var next = run.NextAsync();
        await run.PassAsync(0.25, 0.5, 1, 2, 4, 5);
        Assert.NotNull(run.Informer.LastError);
        await run.PassAsync(5);

        Assert.Equal("Synced", await next);
        Assert.Null(run.Informer.LastError);
    }

    [Fact]
    public async Task RunAsync_RetryAfter_IsObeyed()
    {
        _cluster.FailLists(KubeStatus.TooManyRequests("slow", 7));
        await using var run = new InformerRun(_cluster);
        var next = run.NextAsync();
        await run.PassAsync(7.25);
        Assert.Equal("Synced", await next);
    }

    [Fact]
    public async Task RunAsync_StableForAWhile_BacksOffFromTheStart()
    {
        var down = KubeStatus.Unreachable("refused");
        _cluster.FailLists(down, down, down);
        await using var run = new InformerRun(_cluster);
        var next = run.NextAsync();
        await run.PassAsync(0.25, 0.5, 1);
        Assert.Equal("Synced", await next);

        next = run.NextAsync();
        await _cluster.WatchOpenedAsync();
        run.Time.Advance(TimeSpan.FromSeconds(31));
        _cluster.EndWatches(inOrder: false);
        await run.PassAsync(0.25);
        await _cluster.WatchOpenedAsync();
        _cluster.Put("a");
        Assert.Equal("Added a@101", await next);
    }

    [Fact]
    public async Task RunAsync_WatchRefusedForNow_IsAskedAgainFromTheSameVersion()
    {
        _cluster.Put("a");
        _cluster.FailWatches(KubeStatus.ServiceUnavailable("starting"), KubeStatus.TooManyRequests("busy", 1));
        await using var run = new InformerRun(_cluster);
        await run.NextAsync(2);
        var next = run.NextAsync();
        await run.PassAsync(0.25, 1.5);
        await _cluster.WatchOpenedAsync();
        _cluster.Put("b");

        Assert.Equal("Added b@102", await next);
        Assert.Equal(["101", "101", "101"], _cluster.WatchVersions);
        Assert.Equal(1, _cluster.Lists);
    }

    [Fact]
    public async Task RunAsync_BrokenEvent_ListsAgain()
    {
        await using var run = new InformerRun(_cluster);
        await run.NextAsync();
        var next = run.NextAsync();
        await _cluster.WatchOpenedAsync();
        _cluster.SendRaw("{broken");
        await run.Time.WaitForTimerAsync(TimeSpan.FromSeconds(0.25));
        Assert.Equal(StatusReasons.InvalidResponse, run.Informer.LastError?.Reason);
        await run.PassAsync(0.25);

        Assert.Equal("Synced", await next);
        Assert.Equal(2, _cluster.Lists);
    }

    [Fact]
    public async Task RunAsync_Twice_ThrowsWhileTheFirstRuns()
    {
        await using var run = new InformerRun(_cluster);
        await run.NextAsync();
        await using var second = run.Informer.RunAsync().GetAsyncEnumerator();
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task RunAsync_AfterAnEnd_ReportsEverythingAnew()
    {
        _cluster.Put("a");
        using var client = _cluster.Server.Client();
        var informer = new Informer(client, Sample.ConfigMaps, null);
        for (var round = 0; round < 2; round++)
        {
            var kinds = new List<InformerEventKind>();
            await foreach (var next in informer.RunAsync())
            {
                kinds.Add(next.Kind);
                if (next.Kind == InformerEventKind.Synced)
                {
                    break;
                }
            }

            Assert.Equal([InformerEventKind.Added, InformerEventKind.Synced], kinds);
        }
    }
}
