using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.ApiServer.Tests.Watching;

public sealed class WatchTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Watch_SeesEveryChangeInOrder()
    {
        await using var server = await TestServer.StartAsync();
        var version = (await server.GetAsync(Path)).Version;
        await using var watch = await server.WatchAsync($"{Path}?watch=true&resourceVersion={version}");

        await server.CreateConfigMapAsync("a");
        (await server.PatchAsync($"{Path}/a", """{"data":{"k":"1"}}""")).Expect(200);
        var modified = (await server.GetAsync($"{Path}/a")).Version;
        (await server.DeleteAsync($"{Path}/a")).Expect(200);

        await watch.ExpectAsync("ADDED a", "MODIFIED a");
        var deleted = await watch.NextAsync();
        Assert.Equal("DELETED", deleted?["type"]?.GetValue<string>());
        Assert.Equal("1", deleted?["object"]?["data"]?["k"]?.GetValue<string>());
        Assert.NotEqual(modified, deleted?["object"]?["metadata"]?["resourceVersion"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("&resourceVersion=0")]
    [InlineData("&resourceVersion=")]
    public async Task Watch_WithoutVersion_BeginsWithWhatThereIs(string query)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");
        await server.CreateConfigMapAsync("b");
        await using var watch = await server.WatchAsync($"{Path}?watch=1{query}");
        await watch.ExpectAsync("ADDED a", "ADDED b");

        await server.CreateConfigMapAsync("c");

        await watch.ExpectAsync("ADDED c");
    }

    [Fact]
    public async Task Watch_FromAnEventsVersion_RepeatsNothing()
    {
        await using var server = await TestServer.StartAsync();
        var version = (await server.CreateConfigMapAsync("a"))["metadata"]?["resourceVersion"]?.GetValue<string>();
        await server.CreateConfigMapAsync("b");
        await server.CreateConfigMapAsync("c");

        await using var watch = await server.WatchAsync($"{Path}?watch=1&resourceVersion={version}");

        await watch.ExpectAsync("ADDED b", "ADDED c");
    }

    [Fact]
    public async Task Watch_Selector_TurnsEnteringAndLeavingIntoAddedAndDeleted()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");
        await using var watch = await server.WatchAsync($"{Path}?watch=1&labelSelector=team%3Dred");

        (await server.PatchAsync($"{Path}/a", """{"metadata":{"labels":{"team":"red"}}}""")).Expect(200);
        (await server.PatchAsync($"{Path}/a", """{"metadata":{"labels":{"team":"blue"}}}""")).Expect(200);

        await watch.ExpectAsync("ADDED a");
        var left = await watch.NextAsync();
        Assert.Equal("DELETED", left?["type"]?.GetValue<string>());
        // As in Kubernetes: what the client knew, with the version that took it away.
        Assert.Equal("red", left?["object"]?["metadata"]?["labels"]?["team"]?.GetValue<string>());
        Assert.Equal((await server.GetAsync($"{Path}/a")).Version, left?["object"]?["metadata"]?["resourceVersion"]?.GetValue<string>());
    }

    [Fact]
    public async Task Watch_FieldSelector_SeesOneObject()
    {
        await using var server = await TestServer.StartAsync();
        await using var watch = await server.WatchAsync($"{Path}?watch=1&fieldSelector=metadata.name%3Db");

        await server.CreateConfigMapAsync("a");
        await server.CreateConfigMapAsync("b");

        await watch.ExpectAsync("ADDED b");
    }

    [Fact]
    public async Task Watch_InitialEventsAsked_EndWithABookmark()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        await using var watch = await server.WatchAsync(
            $"{Path}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

        await watch.ExpectAsync("ADDED a");
        var bookmark = await watch.NextAsync();
        Assert.Equal("BOOKMARK", bookmark?["type"]?.GetValue<string>());
        Assert.Equal("true", bookmark?["object"]?["metadata"]?["annotations"]?["k8s.io/initial-events-end"]?.GetValue<string>());
        Assert.Equal((await server.GetAsync(Path)).Version, bookmark?["object"]?["metadata"]?["resourceVersion"]?.GetValue<string>());
    }

    [Fact]
    public async Task Watch_BookmarksAsked_ComeOncePerInterval()
    {
        var clock = new ManualTimeProvider();
        await using var server = await TestServer.StartAsync(clock: clock);
        var version = (await server.GetAsync(Path)).Version;
        await using var watch = await server.WatchAsync($"{Path}?watch=1&allowWatchBookmarks=true&resourceVersion={version}");

        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(60)).WaitAsync(TestServer.Patience);
        clock.Advance(TimeSpan.FromSeconds(60));

        var bookmark = await watch.NextAsync();
        Assert.Equal("BOOKMARK", bookmark?["type"]?.GetValue<string>());
        Assert.Equal("ConfigMap", bookmark?["object"]?["kind"]?.GetValue<string>());
        Assert.Equal(version, bookmark?["object"]?["metadata"]?["resourceVersion"]?.GetValue<string>());
    }

    [Fact]
    public async Task Watch_TimeoutSeconds_EndsInOrder()
    {
        var clock = new ManualTimeProvider();
        await using var server = await TestServer.StartAsync(clock: clock);
        await using var watch = await server.WatchAsync($"{Path}?watch=1&timeoutSeconds=3");

        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(3)).WaitAsync(TestServer.Patience);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Watch_ServerStops_EndsInOrder()
    {
        await using var server = await TestServer.StartAsync();
        await using var watch = await server.WatchAsync($"{Path}?watch=1");

        await server.StopAsync();

        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Watch_OldPathForm_IsServed()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        await using var watch = await server.WatchAsync("/api/v1/watch/namespaces/default/configmaps");

        await watch.ExpectAsync("ADDED a");
    }

    [Fact]
    public async Task Watch_Table_HasColumnsInTheFirstEventOnly()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", ""","data":{"x":"1","y":"2"}""");
        await server.CreateConfigMapAsync("b");
        await using var watch = await server.WatchAsync($"{Path}?watch=1", "application/json;as=Table;v=v1;g=meta.k8s.io");

        var first = (await watch.NextAsync())?["object"];
        var second = (await watch.NextAsync())?["object"];

        Assert.Equal("Table", first?["kind"]?.GetValue<string>());
        Assert.Equal(3, first?["columnDefinitions"]?.AsArray().Count);
        Assert.Equal("2", first?["rows"]?[0]?["cells"]?[1]?.ToJsonString());
        Assert.Null(second?["columnDefinitions"]);
    }

    [Fact]
    public async Task Watch_ClientThatTakesNothing_DelaysNobody()
    {
        await using var server = await TestServer.StartAsync();
        await using var idle = await server.WatchAsync($"{Path}?watch=1");
        await using var live = await server.WatchAsync($"{Path}?watch=1");
        var value = new string('x', 100_000);

        // More than any socket buffers, and the first watch reads none of it.
        for (var number = 0; number < 100; number++)
        {
            await server.CreateConfigMapAsync($"c{number:d3}", $$""","data":{"k":"{{value}}"}""");
            await live.ExpectAsync($"ADDED c{number:d3}");
        }
    }
}
