using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Resources;

public sealed class UpdateTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps/a";
    private const string Syncs = "/apis/reliablesyncs.kubeedge.io/v1alpha1/namespaces/default/objectsyncs";

    [Fact]
    public async Task Update_WithoutVersion_Replaces()
    {
        await using var server = await TestServer.StartAsync();
        var created = await server.CreateConfigMapAsync("a", ""","data":{"old":"1"}""");

        var updated = (await server.PutAsync(Path, """{"metadata":{"name":"a"},"data":{"new":"2"}}""")).Expect(200).Json;

        Assert.Equal("""{"new":"2"}""", updated["data"]?.ToJsonString());
        Assert.Equal(created["metadata"]?["uid"]?.GetValue<string>(), updated["metadata"]?["uid"]?.GetValue<string>());
        Assert.Equal(created["metadata"]?["creationTimestamp"]?.GetValue<string>(), updated["metadata"]?["creationTimestamp"]?.GetValue<string>());
        Assert.NotEqual(created["metadata"]?["resourceVersion"]?.GetValue<string>(), updated["metadata"]?["resourceVersion"]?.GetValue<string>());
    }

    [Fact]
    public async Task Update_OldVersion_Is409()
    {
        await using var server = await TestServer.StartAsync();
        var version = (await server.CreateConfigMapAsync("a"))["metadata"]?["resourceVersion"];
        var body = $$$"""{"metadata":{"name":"a","resourceVersion":{{{version?.ToJsonString()}}}},"data":{"n":"1"}}""";
        (await server.PutAsync(Path, body)).Expect(200);

        var answer = (await server.PutAsync(Path, body.Replace("\"1\"", "\"2\"", StringComparison.Ordinal))).Expect(409);

        Assert.Equal("Conflict", answer.Reason);
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again",
            answer.Message);
    }

    [Fact]
    public async Task Update_WithoutChange_KeepsTheVersion()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", ""","data":{"k":"1"}""");
        var before = await server.GetAsync(Path);

        var updated = (await server.PutAsync(Path, """{"data":{"k":"1"},"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"default"}}""")).Expect(200);

        Assert.Equal(before.Text, updated.Text);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"b"}}""", 400, "the name of the object (b) does not match the name on the URL (a)")]
    [InlineData("""{"metadata":{}}""", 400, "name must be provided")]
    [InlineData("""{"metadata":{"name":"a","resourceVersion":"abc"}}""", 400, "strconv.ParseUint: parsing \"abc\": invalid syntax")]
    [InlineData("""{"metadata":{"name":"a","uid":"other"}}""", 409, "Precondition failed: UID in precondition: other, UID in object meta: ")]
    public async Task Update_WrongIdentity_SaysWhat(string body, int code, string message)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        Assert.Contains(message, (await server.PutAsync(Path, body)).Expect(code).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_Missing_Is404()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal("configmaps \"a\" not found", (await server.PutAsync(Path, """{"metadata":{"name":"a"}}""")).Expect(404).Message);
    }

    [Fact]
    public async Task Update_Immutable_IsForbidden()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", ""","immutable":true,"data":{"k":"1"}""");

        var answer = (await server.PutAsync(Path, """{"metadata":{"name":"a"},"data":{"k":"2"}}""")).Expect(422);

        Assert.Contains("immutable: Forbidden: field is immutable when `immutable` is set", answer.Message, StringComparison.Ordinal);
        Assert.Contains("data: Forbidden: field is immutable when `immutable` is set", answer.Message, StringComparison.Ordinal);
        (await server.PatchAsync(Path, """{"metadata":{"labels":{"l":"1"}}}""")).Expect(200);
    }

    [Fact]
    public async Task Update_Concurrently_LosesNothing()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => server.PatchAsync(Path, $$$"""{"data":{"k{{{number}}}":"1"}}""")));

        Assert.All(answers, answer => answer.Expect(200));
        Assert.Equal(20, (await server.GetAsync(Path)).Json["data"]?.AsObject().Count);
    }

    [Fact]
    public async Task Status_Update_ChangesNothingElse()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync(Syncs, """{"metadata":{"name":"s"},"spec":{"objectName":"x"}}""")).Expect(201);

        var updated = (await server.PutAsync(
            $"{Syncs}/s/status", """{"metadata":{"name":"s","labels":{"l":"1"}},"spec":{"objectName":"y"},"status":{"objectResourceVersion":"7"}}""")).Expect(200).Json;

        Assert.Equal("7", updated["status"]?["objectResourceVersion"]?.GetValue<string>());
        Assert.Equal("x", updated["spec"]?["objectName"]?.GetValue<string>());
        Assert.Null(updated["metadata"]?["labels"]);
        Assert.Equal(1, updated["metadata"]?["generation"]?.GetValue<int>());
    }

    [Fact]
    public async Task Update_CustomResource_KeepsStatusAndCountsSpecChanges()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync(Syncs, """{"metadata":{"name":"s"},"spec":{"objectName":"x"}}""")).Expect(201);
        (await server.PatchAsync($"{Syncs}/s/status", """{"status":{"objectResourceVersion":"7"}}""")).Expect(200);

        var labelled = (await server.PatchAsync($"{Syncs}/s", """{"metadata":{"labels":{"l":"1"}},"status":{"objectResourceVersion":"8"}}""")).Expect(200).Json;
        var changed = (await server.PatchAsync($"{Syncs}/s", """{"spec":{"objectName":"z"}}""")).Expect(200).Json;

        Assert.Equal("7", changed["status"]?["objectResourceVersion"]?.GetValue<string>());
        Assert.Equal(1, labelled["metadata"]?["generation"]?.GetValue<int>());
        Assert.Equal(2, changed["metadata"]?["generation"]?.GetValue<int>());
    }
}
