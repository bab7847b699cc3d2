using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Resources;

public sealed class DeleteTests
{
    private const string Collection = "/api/v1/namespaces/default/configmaps";
    private const string Path = $"{Collection}/a";

    [Fact]
    public async Task Delete_AnswersAStatusAboutTheObject()
    {
        await using var server = await TestServer.StartAsync();
        var uid = (await server.CreateConfigMapAsync("a"))["metadata"]?["uid"]?.GetValue<string>();

        var answer = (await server.DeleteAsync(Path, """{"propagationPolicy":"Background"}""")).Expect(200).Json;

        Assert.Equal("Status", answer["kind"]?.GetValue<string>());
        Assert.Equal("Success", answer["status"]?.GetValue<string>());
        Assert.Equal(uid, answer["details"]?["uid"]?.GetValue<string>());
        (await server.GetAsync(Path)).Expect(404);
        Assert.Equal("configmaps \"a\" not found", (await server.DeleteAsync(Path)).Expect(404).Message);
    }

    [Theory]
    [InlineData("""{"preconditions":{"uid":"other"}}""", "the UID in the precondition (other) does not match the UID in record")]
    [InlineData("""{"preconditions":{"resourceVersion":"1"}}""", "the ResourceVersion in the precondition (1) does not match the ResourceVersion in record")]
    public async Task Delete_PreconditionFails_Is409(string body, string message)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        Assert.Contains(message, (await server.DeleteAsync(Path, body)).Expect(409).Message, StringComparison.Ordinal);
        (await server.GetAsync(Path)).Expect(200);
    }

    [Fact]
    public async Task Delete_WithFinalizer_WaitsForItsRemoval()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", metadata: ""","finalizers":["example.com/hold"]""");

        var marked = (await server.DeleteAsync(Path)).Expect(200).Json;
        Assert.NotNull(marked["metadata"]?["deletionTimestamp"]);
        Assert.Equal(0, marked["metadata"]?["deletionGracePeriodSeconds"]?.GetValue<int>());
        Assert.Equal(
            "object is being deleted: configmaps \"a\" already exists", (await server.PostAsync(Collection, """{"metadata":{"name":"a"}}""")).Expect(409).Message);
        Assert.Contains(
            "no new finalizers can be added if the object is being deleted",
            (await server.PatchAsync(Path, """{"metadata":{"finalizers":["example.com/hold","example.com/more"]}}""")).Expect(422).Message,
            StringComparison.Ordinal);

        (await server.PatchAsync(Path, """{"metadata":{"finalizers":null}}""")).Expect(200);

        (await server.GetAsync(Path)).Expect(404);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"gracePeriodSeconds":"x"}""")]
    [InlineData("""{"gracePeriodSeconds":1e99}""")]
    [InlineData("""{"propagationPolicy":"Sideways"}""")]
    public async Task Delete_WrongOptions_Is400(string body)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        (await server.DeleteAsync(Path, body)).Expect(400);
        (await server.GetAsync(Path)).Expect(200);
    }

    [Fact]
    public async Task Delete_DryRun_KeepsTheObject()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        (await server.DeleteAsync($"{Path}?dryRun=All")).Expect(200);
        (await server.DeleteAsync(Path, """{"dryRun":["All"]}""")).Expect(200);

        (await server.GetAsync(Path)).Expect(200);
    }

    [Fact]
    public async Task DeleteCollection_Selector_DeletesOnlyThose()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", metadata: ""","labels":{"x":"1"}""");
        await server.CreateConfigMapAsync("b", metadata: ""","labels":{"x":"2"}""");
        await server.CreateConfigMapAsync("c", metadata: ""","labels":{"x":"1"}""");

        var deleted = (await server.DeleteAsync($"{Collection}?labelSelector=x%3D1")).Expect(200);

        Assert.Equal(["a", "c"], deleted.Names);
        Assert.Equal(["b"], (await server.GetAsync(Collection)).Names);
    }

    [Fact]
    public async Task Delete_PodOnANode_StaysForItsGrace()
    {
        await using var server = await TestServer.StartAsync();
        const string pod = "/api/v1/namespaces/default/pods/p";
        (await server.PostAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"nodeName":"edge-1","containers":[{"name":"c","image":"i"}]}}""")).Expect(201);

        var marked = (await server.DeleteAsync(pod)).Expect(200).Json;
        Assert.Equal(30, marked["metadata"]?["deletionGracePeriodSeconds"]?.GetValue<int>());
        Assert.Equal(5, (await server.DeleteAsync(pod, """{"gracePeriodSeconds":5}""")).Expect(200).Json["metadata"]?["deletionGracePeriodSeconds"]?.GetValue<int>());

        (await server.DeleteAsync(pod, """{"gracePeriodSeconds":0}""")).Expect(200);
        (await server.GetAsync(pod)).Expect(404);
    }
}
