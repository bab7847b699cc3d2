using System.Net.Http;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Patching;

public sealed class PatchTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps/a";

    [Theory]
    [InlineData("merge-patch", """{"data":{"x":null,"z":"3"}}""", """{"y":"2","z":"3"}""")]
    [InlineData("merge-patch", """{"data":null}""", null)]
    [InlineData("strategic-merge-patch", """{"data":{"x":null,"z":"3"}}""", """{"y":"2","z":"3"}""")]
    [InlineData("strategic-merge-patch", """{"data":{"$patch":"replace","o":"1"}}""", """{"o":"1"}""")]
    [InlineData("json-patch", """[{"op":"add","path":"/data/z","value":"3"},{"op":"remove","path":"/data/x"}]""", """{"y":"2","z":"3"}""")]
    [InlineData("json-patch", """[{"op":"copy","from":"/data/x","path":"/data/c"},{"op":"move","from":"/data/x","path":"/data/m"}]""", """{"y":"2","c":"1","m":"1"}""")]
    [InlineData("json-patch", """[{"op":"test","path":"/data/x","value":"1"},{"op":"replace","path":"/data/x","value":"9"}]""", """{"x":"9","y":"2"}""")]
    [InlineData("json-patch", """[{"op":"add","path":"/data/a~1b","value":"no"},{"op":"remove","path":"/data/a~1b"}]""", """{"x":"1","y":"2"}""")]
    public async Task Patch_Changes(string kind, string patch, string? expected)
    {
        await using var server = await StartAsync();

        var patched = (await server.PatchAsync(Path, patch, kind)).Expect(200);

        Assert.Equal(expected, patched.Json["data"]?.ToJsonString());
        Assert.Equal(patched.Text, (await server.GetAsync(Path)).Text);
    }

    [Theory]
    [InlineData("json-patch", """[{"op":"test","path":"/data/x","value":"2"}]""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("json-patch", """[{"op":"remove","path":"/data/none"}]""", 422, "the server rejected our request")]
    [InlineData("json-patch", """[{"op":"bogus","path":"/data"}]""", 422, "the server rejected our request")]
    [InlineData("json-patch", """[{"op":"add","path":"nowhere","value":1}]""", 422, "the server rejected our request")]
    [InlineData("json-patch", """[7]""", 422, "the server rejected our request")]
    [InlineData("json-patch", """{"a":1}""", 400, "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp")]
    [InlineData("merge-patch", "[]", 400, "cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("merge-patch", "null", 400, "cannot unmarshal null")]
    [InlineData("merge-patch", "{bad", 400, "invalid character 'b' looking for beginning of object key string")]
    [InlineData("strategic-merge-patch", """{"data":{"x":1}}""", 422, "patch: Invalid value: \"map[data:map[x:1]]\": cannot convert int64 to string")]
    [InlineData("merge-patch", """{"data":{"x":1}}""", 422, "json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    [InlineData("merge-patch", """{"metadata":{"name":"b"}}""", 400, "the name of the object (b) does not match the name on the URL (a)")]
    [InlineData("merge-patch", """{"metadata":{"resourceVersion":"1"},"data":{"x":"2"}}""", 409, "the object has been modified")]
    [InlineData("merge-patch", """{"metadata":7}""", 422, "json: cannot unmarshal number into Go struct field ConfigMap.metadata of type v1.ObjectMeta")]
    public async Task Patch_ThatDoesNotFit_SaysWhy(string kind, string patch, int code, string message)
    {
        await using var server = await StartAsync();
        var before = await server.GetAsync(Path);

        Assert.Contains(message, (await server.PatchAsync(Path, patch, kind)).Expect(code).Message, StringComparison.Ordinal);
        Assert.Equal(before.Text, (await server.GetAsync(Path)).Text);
    }

    [Fact]
    public async Task Patch_WithoutEffect_KeepsTheVersion()
    {
        await using var server = await StartAsync();
        var before = (await server.GetAsync(Path)).Version;

        Assert.Equal(before, (await server.PatchAsync(Path, """{"data":{"x":"1"}}""")).Expect(200).Version);
        Assert.Equal(before, (await server.PatchAsync(Path, """{"nosuch":1}""")).Expect(200).Version);
    }

    [Fact]
    public async Task Patch_UnknownField_Warns()
    {
        await using var server = await StartAsync();

        Assert.Equal("299 - \"unknown field \\\"nosuch\\\"\"", (await server.PatchAsync(Path, """{"nosuch":1}""")).Headers["Warning"]);
    }

    [Fact]
    public async Task Patch_Missing_Is404()
    {
        await using var server = await StartAsync();

        (await server.PatchAsync("/api/v1/namespaces/default/configmaps/none", "{}")).Expect(404);
    }

    [Theory]
    [InlineData("application/apply-patch+yaml")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task Patch_OtherFormat_Is415(string contentType)
    {
        await using var server = await StartAsync();

        var answer = (await server.SendAsync(HttpMethod.Patch, Path, "{}", contentType)).Expect(415);

        Assert.Contains("application/strategic-merge-patch+json", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_StrategicOnCustomResource_Is415()
    {
        await using var server = await StartAsync();
        const string syncs = "/apis/reliablesyncs.kubeedge.io/v1alpha1/namespaces/default/objectsyncs";
        (await server.PostAsync(syncs, """{"metadata":{"name":"s"}}""")).Expect(201);

        (await server.PatchAsync($"{syncs}/s", "{}", "strategic-merge-patch")).Expect(415);
    }

    [Fact]
    public async Task Patch_CopiesWithoutEnd_AreRefused()
    {
        await using var server = await StartAsync();
        await server.PatchAsync(Path, $$$"""{"data":{"x":"{{{new string('x', 500_000)}}}"}}""");
        var operations = string.Join(',', Enumerable.Range(0, 1000).Select(number => $$"""{"op":"copy","from":"/data","path":"/data/c{{number}}"}"""));

        (await server.PatchAsync(Path, $"[{operations}]", "json-patch")).Expect(422);
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", ""","data":{"x":"1","y":"2"}""");
        return server;
    }
}
