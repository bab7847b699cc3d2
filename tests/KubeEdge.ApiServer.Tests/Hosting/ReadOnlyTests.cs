using System.Net.Http;
using System.Text;
using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Tests.Hosting;

/// <summary>The API over an edge node's store.</summary>
public sealed class ReadOnlyTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData("POST", Path)]
    [InlineData("PUT", $"{Path}/a")]
    [InlineData("PATCH", $"{Path}/a")]
    [InlineData("DELETE", $"{Path}/a")]
    [InlineData("DELETE", Path)]
    public async Task Writes_Are503WithTheOriginalsText(string method, string path)
    {
        await using var server = await StartAsync();

        var answer = (await server.SendAsync(new HttpMethod(method), path, "{}")).Expect(503);

        Assert.Equal("connection lost between EdgeCore and CloudCore", answer.Message);
        Assert.Equal("ServiceUnavailable", answer.Reason);
        Assert.Equal("1", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task Reads_ShowTheCloudsVersions()
    {
        await using var server = await StartAsync();
        await PutAsync(server, "a", 1007);
        await PutAsync(server, "b", 1003);

        var list = (await server.GetAsync(Path)).Expect(200);

        Assert.Equal(["a", "b"], list.Names);
        Assert.Equal("1007", list.Version);
        Assert.Equal("1003", (await server.GetAsync($"{Path}/b")).Expect(200).Version);
        Assert.Equal("local", list.Headers["X-KubeEdge-Source"]);
        Assert.Equal("ConfigMapList", list.Json["kind"]?.GetValue<string>());
    }

    [Theory]
    [InlineData(ObjectOrigin.Desired)]
    [InlineData(ObjectOrigin.Cached)]
    [InlineData(ObjectOrigin.Local)]
    public async Task Reads_ShowEveryOrigin(ObjectOrigin origin)
    {
        await using var server = await StartAsync();
        await PutAsync(server, "a", 5, origin);

        (await server.GetAsync($"{Path}/a")).Expect(200);
    }

    [Fact]
    public async Task Missing_Is404WithDetails()
    {
        await using var server = await StartAsync();

        var answer = (await server.GetAsync($"{Path}/none")).Expect(404);

        Assert.Equal("none", answer.Json["details"]?["name"]?.GetValue<string>());
        Assert.Equal("configmaps", answer.Json["details"]?["kind"]?.GetValue<string>());
    }

    [Fact]
    public async Task Watch_FromAListsVersion_MissesNothingThatArrivesLate()
    {
        await using var server = await StartAsync();
        await PutAsync(server, "a", 1007);
        var version = (await server.GetAsync(Path)).Version;
        // The cloud delivers several objects at a time, so a lower number may come later.
        await PutAsync(server, "b", 1003);

        await using var watch = await server.WatchAsync($"{Path}?watch=1&resourceVersion={version}");

        await watch.ExpectAsync("ADDED b");
        await PutAsync(server, "a", 1010);
        await watch.ExpectAsync("MODIFIED a");
        await DeleteAsync(server, "a");
        await watch.ExpectAsync("DELETED a");
    }

    [Fact]
    public async Task Watch_FromAVersionOfTheCloud_GoesOnFromThere()
    {
        await using var server = await StartAsync();
        await PutAsync(server, "a", 1007);

        // A list from the cloud may be ahead of what has arrived here.
        await using var watch = await server.WatchAsync($"{Path}?watch=1&resourceVersion=1500");
        await PutAsync(server, "b", 1501);

        await watch.ExpectAsync("ADDED b");
    }

    [Fact]
    public async Task Version_NeverGoesBackWhenTheNewestObjectIsDeleted()
    {
        await using var server = await StartAsync();
        await PutAsync(server, "a", 10);
        await PutAsync(server, "b", 20);
        await DeleteAsync(server, "b");

        Assert.Equal("20", (await server.GetAsync(Path)).Version);
    }

    [Fact]
    public async Task Start_MakesNoNamespaces()
    {
        await using var server = await StartAsync();

        Assert.Empty((await server.GetAsync("/api/v1/namespaces")).Expect(200).Names);
    }

    [Fact]
    public async Task Discovery_IsServedWithoutTheCloud()
    {
        await using var server = await StartAsync();

        (await server.GetAsync("/api")).Expect(200);
        (await server.GetAsync("/apis")).Expect(200);
        (await server.GetAsync("/version")).Expect(200);
        (await server.GetAsync("/healthz")).Expect(200);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(options => options.ReadOnly = true);

    private static async Task PutAsync(TestServer server, string name, ulong version, ObjectOrigin origin = ObjectOrigin.Desired)
    {
        var json = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"default","uid":"u-{{{name}}}","resourceVersion":"{{{version}}}"}}""";
        var batch = new StoreBatch();
        batch.Put(new ResourceKey(string.Empty, "configmaps", "default", name), $"u-{name}", version, Encoding.UTF8.GetBytes(json), new PutOptions { Origin = origin });
        Assert.Equal(CommitStatus.Committed, (await server.Store.CommitAsync(batch, Durability.Full)).Status);
    }

    private static async Task DeleteAsync(TestServer server, string name)
    {
        var batch = new StoreBatch();
        batch.Delete(new ResourceKey(string.Empty, "configmaps", "default", name));
        Assert.Equal(CommitStatus.Committed, (await server.Store.CommitAsync(batch, Durability.Full)).Status);
    }
}
