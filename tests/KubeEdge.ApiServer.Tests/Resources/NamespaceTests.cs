using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Resources;

public sealed class NamespaceTests
{
    private const string Namespaces = "/api/v1/namespaces";

    [Fact]
    public async Task Create_CompletesTheNamespace()
    {
        await using var server = await TestServer.StartAsync();

        var created = await CreateAsync(server);

        Assert.Equal("Active", created.Json["status"]?["phase"]?.GetValue<string>());
        Assert.Equal("""["kubernetes"]""", created.Json["spec"]?["finalizers"]?.ToJsonString());
        Assert.Equal("n", created.Json["metadata"]?["labels"]?["kubernetes.io/metadata.name"]?.GetValue<string>());
    }

    [Fact]
    public async Task Delete_TakesItsContentsAlongInOneCommit()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server);
        await server.CreateConfigMapAsync("a", ns: "n");
        await server.CreateConfigMapAsync("b", ns: "n");
        await server.CreateConfigMapAsync("other");
        (await server.PostAsync($"{Namespaces}/n/secrets", """{"metadata":{"name":"s"}}""")).Expect(201);
        var from = (await server.GetAsync("/api/v1/configmaps")).Version;
        await using var watch = await server.WatchAsync($"/api/v1/configmaps?watch=1&resourceVersion={from}");

        (await server.DeleteAsync($"{Namespaces}/n")).Expect(200);

        (await server.GetAsync($"{Namespaces}/n")).Expect(404);
        Assert.Equal(["other"], (await server.GetAsync("/api/v1/configmaps")).Names);
        Assert.Empty((await server.GetAsync("/api/v1/secrets")).Names);
        await watch.ExpectAsync("DELETED a", "DELETED b");
    }

    [Fact]
    public async Task Delete_WithHeldContent_WaitsAndRefusesNewContent()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server);
        await server.CreateConfigMapAsync("free", ns: "n");
        await server.CreateConfigMapAsync("held", ns: "n", metadata: ""","finalizers":["example.com/hold"]""");

        var marked = (await server.DeleteAsync($"{Namespaces}/n")).Expect(200).Json;
        Assert.Equal("Terminating", marked["status"]?["phase"]?.GetValue<string>());
        Assert.Equal(["held"], (await server.GetAsync($"{Namespaces}/n/configmaps")).Names);
        Assert.Equal(
            "configmaps \"more\" is forbidden: unable to create new content in namespace n because it is being terminated",
            (await server.PostAsync($"{Namespaces}/n/configmaps", """{"metadata":{"name":"more"}}""")).Expect(403).Message);

        (await server.PatchAsync($"{Namespaces}/n/configmaps/held", """{"metadata":{"finalizers":null}}""")).Expect(200);

        (await server.GetAsync($"{Namespaces}/n")).Expect(404);
    }

    [Fact]
    public async Task Finalize_TakesForeignFinalizersAway()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync(Namespaces, """{"metadata":{"name":"n"},"spec":{"finalizers":["example.com/x"]}}""")).Expect(201);
        (await server.DeleteAsync($"{Namespaces}/n")).Expect(200);
        (await server.GetAsync($"{Namespaces}/n")).Expect(200);

        (await server.PutAsync($"{Namespaces}/n/finalize", """{"metadata":{"name":"n"},"spec":{"finalizers":["kubernetes"]}}""")).Expect(200);

        (await server.GetAsync($"{Namespaces}/n")).Expect(404);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    [InlineData("kube-public")]
    public async Task Delete_Protected_Is403(string name)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(
            $"namespaces \"{name}\" is forbidden: this namespace may not be deleted", (await server.DeleteAsync($"{Namespaces}/{name}")).Expect(403).Message);
    }

    [Fact]
    public async Task Delete_WhileObjectsAreCreated_LeavesNoOrphans()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server);

        var creations = Enumerable.Range(0, 50)
            .Select(number => server.PostAsync($"{Namespaces}/n/configmaps", $$$"""{"metadata":{"name":"c{{{number}}}"}}"""))
            .ToArray();
        (await server.DeleteAsync($"{Namespaces}/n")).Expect(200);
        var answers = await Task.WhenAll(creations);

        Assert.All(answers, answer => Assert.True(answer.Code is 201 or 404, answer.Text));
        Assert.Empty((await server.GetAsync("/api/v1/configmaps")).Names);
    }

    private static async Task<Answer> CreateAsync(TestServer server) =>
        (await server.PostAsync(Namespaces, """{"metadata":{"name":"n"}}""")).Expect(201);
}
