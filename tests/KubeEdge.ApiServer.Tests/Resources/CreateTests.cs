using System.Net.Http;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Resources;

public sealed class CreateTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Create_SetsWhatTheServerOwns()
    {
        await using var server = await TestServer.StartAsync();

        var created = (await server.PostAsync(Path, """{"metadata":{"name":"a","uid":"mine","deletionTimestamp":"2001-01-01T00:00:00Z","managedFields":[{}]},"data":{"k":"v"}}""")).Expect(201).Json;

        var metadata = created["metadata"];
        Assert.Equal("default", metadata?["namespace"]?.GetValue<string>());
        Assert.True(Guid.TryParse(metadata?["uid"]?.GetValue<string>(), out _));
        Assert.True(ulong.TryParse(metadata?["resourceVersion"]?.GetValue<string>(), out _));
        Assert.NotNull(metadata?["creationTimestamp"]);
        Assert.Null(metadata?["deletionTimestamp"]);
        Assert.Null(metadata?["managedFields"]);
        Assert.Equal("ConfigMap", created["kind"]?.GetValue<string>());
    }

    [Fact]
    public async Task Create_AnswersWhatIsStored()
    {
        await using var server = await TestServer.StartAsync();

        var created = (await server.PostAsync(Path, """{"metadata":{"name":"a"},"data":{"k":"ü€😀 <&>"},"binaryData":{"b":"AAEC"}}""")).Expect(201);

        Assert.Equal(created.Text, (await server.GetAsync($"{Path}/a")).Expect(200).Text);
    }

    [Fact]
    public async Task Create_GenerateName_EndsInFiveLetters()
    {
        await using var server = await TestServer.StartAsync();

        var created = (await server.PostAsync(Path, """{"metadata":{"generateName":"gen-"}}""")).Expect(201).Json;

        Assert.Matches("^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$", created["metadata"]?["name"]?.GetValue<string>());
    }

    [Fact]
    public async Task Create_OwnerWithoutUid_Is422()
    {
        await using var server = await TestServer.StartAsync();
        const string Owned = """{"metadata":{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n","uid":""}]}}""";

        var answer = (await server.PostAsync(Path, Owned)).Expect(422);

        Assert.Equal(
            "ConfigMap \"a\" is invalid: metadata.ownerReferences.uid: Invalid value: \"\": uid must not be empty", answer.Message);
    }

    [Fact]
    public async Task Create_Twice_Is409()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");

        var answer = (await server.PostAsync(Path, """{"metadata":{"name":"a"}}""")).Expect(409);

        Assert.Equal("AlreadyExists", answer.Reason);
        Assert.Equal("configmaps \"a\" already exists", answer.Message);
    }

    [Fact]
    public async Task Create_SameNameAtOnce_OnlyOneSucceeds()
    {
        await using var server = await TestServer.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.PostAsync(Path, """{"metadata":{"name":"a"}}""")));

        Assert.Single(answers, answer => answer.Code == 201);
        Assert.Equal(19, answers.Count(answer => answer.Code == 409));
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"A"}}""", 422, "metadata.name: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of")]
    [InlineData("""{"metadata":{}}""", 422, "metadata.name: Required value: name or generateName is required")]
    [InlineData("""{"metadata":{"name":"a","labels":{"bad key":"x"}}}""", 422, "metadata.labels: Invalid value: \"bad key\": name part must consist of")]
    [InlineData("""{"metadata":{"name":"a","labels":{"k":"bad value!"}}}""", 422, "metadata.labels: Invalid value: \"bad value!\": a valid label must be")]
    [InlineData("""{"metadata":{"name":"a","annotations":{"bad key":"x"}}}""", 422, "metadata.annotations: Invalid value: \"bad key\"")]
    [InlineData("""{"metadata":{"name":"a","finalizers":["plain"]}}""", 422, "name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("""{"metadata":{"name":"a","namespace":"other"}}""", 400, "the namespace of the provided object does not match the namespace sent on the request")]
    [InlineData("""{"metadata":{"name":"a"},"data":{"bad key":"x"}}""", 422, "data[bad key]: Invalid value: \"bad key\": a valid config key must consist of")]
    [InlineData("""{"metadata":{"name":"a"},"data":{"..":"x"}}""", 422, "data[..]: Invalid value: \"..\": must not be '..'")]
    [InlineData("""{"metadata":{"name":"a"},"data":{"a":"1"},"binaryData":{"a":"YQ=="}}""", 422, "data[a]: Invalid value: \"a\": duplicate of key present in binaryData")]
    [InlineData("""{"metadata":{"name":"a"},"data":{"a":1}}""", 400, "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    [InlineData("""{"metadata":{"name":"a"},"data":[1]}""", 400, "json: cannot unmarshal array into Go struct field ConfigMap.data of type map[string]string")]
    [InlineData("""{"metadata":{"name":"a"},"immutable":"x"}""", 400, "json: cannot unmarshal string into Go struct field ConfigMap.immutable of type bool")]
    [InlineData("""{"metadata":{"name":7}}""", 400, "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string")]
    [InlineData("""{"metadata":{"name":"a"},"binaryData":{"b":"%%%"}}""", 400, "illegal base64 data at input byte 0")]
    [InlineData("""{"apiVersion":"v2","metadata":{"name":"a"}}""", 400, "the API version in the data (v2) does not match the expected API version (v1)")]
    [InlineData("""{"kind":"Secret","metadata":{"name":"a"}}""", 400, "Secret in version \"v1\" cannot be handled as a ConfigMap")]
    [InlineData("""{"metadata":{"name":"a","resourceVersion":"5"}}""", 400, "resourceVersion should not be set on objects to be created")]
    [InlineData("""{"metadata":""", 400, "unexpected end of JSON input")]
    [InlineData("[]", 400, "the object provided is unrecognized (must be of type ConfigMap)")]
    [InlineData("", 400, "the object provided is unrecognized (must be of type ConfigMap)")]
    public async Task Create_WrongObject_SaysWhat(string body, int code, string message)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(Path, body)).Expect(code);

        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Invalid_HasCausesForKubectl()
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(Path, """{"metadata":{"name":"A","labels":{"example.com/":"x"}}}""")).Expect(422);

        Assert.Equal("ConfigMap", answer.Json["details"]?["kind"]?.GetValue<string>());
        Assert.Equal(3, answer.Json["details"]?["causes"]?.AsArray().Count);
        Assert.Equal("metadata.name", answer.Json["details"]?["causes"]?[0]?["field"]?.GetValue<string>());
    }

    [Fact]
    public async Task Create_NoSuchNamespace_Is404OfTheNamespace()
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync("/api/v1/namespaces/none/configmaps", """{"metadata":{"name":"a"}}""")).Expect(404);

        Assert.Equal("namespaces \"none\" not found", answer.Message);
    }

    [Theory]
    [InlineData(1024 * 1024, 201)]
    [InlineData((1024 * 1024) + 1, 422)]
    public async Task Create_DataSize_IsLimited(int size, int code)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(Path, $$$"""{"metadata":{"name":"a"},"data":{"k":"{{{new string('x', size)}}}"}}""")).Expect(code);

        Assert.True(code == 201 || answer.Message.Contains("Too long: must have at most 1048576 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_BodyOverLimit_Is413()
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(Path, new string(' ', (3 * 1024 * 1024) + 1))).Expect(413);

        Assert.Equal("Request entity too large: limit is 3145728", answer.Message);
        Assert.Equal("RequestEntityTooLarge", answer.Reason);
    }

    [Fact]
    public async Task Create_OtherMediaType_Is415WithAHint()
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.SendAsync(HttpMethod.Post, Path, "a=b", "application/x-www-form-urlencoded")).Expect(415);

        Assert.Equal("UnsupportedMediaType", answer.Reason);
        Assert.Contains("application/json", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Strict", 400, "strict decoding error: unknown field \"bogus\", unknown field \"metadata.odd\"")]
    [InlineData("Warn", 201, null)]
    [InlineData("Ignore", 201, null)]
    [InlineData("Other", 422, "fieldValidation: Unsupported value: \"Other\"")]
    public async Task Create_UnknownFields_FollowTheWish(string wish, int code, string? message)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync($"{Path}?fieldValidation={wish}", """{"bogus":1,"metadata":{"name":"a","odd":2}}""")).Expect(code);

        if (message is not null)
        {
            Assert.Contains(message, answer.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Null(answer.Json["bogus"]);
        Assert.Equal(wish == "Warn", answer.Headers.ContainsKey("Warning"));
    }

    [Fact]
    public async Task Create_DryRun_StoresNothing()
    {
        await using var server = await TestServer.StartAsync();

        (await server.PostAsync($"{Path}?dryRun=All", """{"metadata":{"name":"a"}}""")).Expect(201);

        (await server.GetAsync($"{Path}/a")).Expect(404);
    }

    [Fact]
    public async Task Create_Secret_TurnsTextIntoData()
    {
        await using var server = await TestServer.StartAsync();

        var created = (await server.PostAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"s"},"stringData":{"p":"12345"}}""")).Expect(201).Json;

        Assert.Equal("MTIzNDU=", created["data"]?["p"]?.GetValue<string>());
        Assert.Equal("Opaque", created["type"]?.GetValue<string>());
        Assert.Null(created["stringData"]);
    }

    [Fact]
    public async Task Create_CustomResource_DropsStatusAndCountsGenerations()
    {
        await using var server = await TestServer.StartAsync();
        const string syncs = "/apis/reliablesyncs.kubeedge.io/v1alpha1/namespaces/default/objectsyncs";

        var created = (await server.PostAsync(syncs, """{"metadata":{"name":"n.u"},"spec":{"objectName":"x"},"status":{"objectResourceVersion":"1"}}""")).Expect(201).Json;

        Assert.Null(created["status"]);
        Assert.Equal(1, created["metadata"]?["generation"]?.GetValue<int>());
    }
}
