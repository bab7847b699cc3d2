using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Protobuf;

public sealed class ProtobufTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Create_ConfigMap_IsTheSameAsFromJson()
    {
        await using var server = await TestServer.StartAsync();
        var message = new WireMessage()
            .Message(1, new WireMessage().Text(1, "a").Text(3, string.Empty).Message(8, new WireMessage()).Message(11, Entry("team", "x")))
            .Message(2, Entry("key", "väl"))
            .Message(3, new WireMessage().Text(1, "raw").Bytes(2, [0, 255]))
            .Number(4, 0);

        Assert.Equal(201, await PostAsync(server, ConfigMaps, message.InEnvelope("v1", "ConfigMap")));

        var found = (await server.GetAsync($"{ConfigMaps}/a")).Expect(200).Json;
        Assert.Equal("""{"key":"väl"}""", found["data"]?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("AP8=", found["binaryData"]?["raw"]?.GetValue<string>());
        Assert.Equal("x", found["metadata"]?["labels"]?["team"]?.GetValue<string>());
        Assert.False(found["immutable"]?.GetValue<bool>());
    }

    [Fact]
    public async Task Create_Service_ReadsNumbersListsAndPorts()
    {
        await using var server = await TestServer.StartAsync();
        var port = new WireMessage().Text(1, "http").Text(2, "TCP").Number(3, 80).Message(4, new WireMessage().Number(1, 1).Text(3, "web"));
        var spec = new WireMessage().Message(1, port).Message(2, Entry("app", "a")).Text(4, "ClusterIP");
        var message = new WireMessage().Message(1, new WireMessage().Text(1, "s")).Message(2, spec);

        Assert.Equal(201, await PostAsync(server, "/api/v1/namespaces/default/services", message.InEnvelope("v1", "Service")));

        var found = (await server.GetAsync("/api/v1/namespaces/default/services/s")).Expect(200).Json["spec"];
        Assert.Equal("web", found?["ports"]?[0]?["targetPort"]?.GetValue<string>());
        Assert.Equal(80, found?["ports"]?[0]?["port"]?.GetValue<int>());
        Assert.Equal("a", found?["selector"]?["app"]?.GetValue<string>());
    }

    [Fact]
    public async Task Create_Broken_IsRefusedAtEveryLength()
    {
        await using var server = await TestServer.StartAsync();
        var whole = new WireMessage().Message(1, new WireMessage().Text(1, "a")).Message(2, Entry("key", "value")).InEnvelope("v1", "ConfigMap");

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.InRange(await PostAsync(server, ConfigMaps, whole.AsSpan(0, length).ToArray()), 400, 499);
        }

        Assert.Equal(201, await PostAsync(server, ConfigMaps, whole));
    }

    [Fact]
    public async Task Create_OtherKind_Is400()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(400, await PostAsync(server, ConfigMaps, new WireMessage().InEnvelope("v1", "Secret")));
        Assert.Equal(400, await PostAsync(server, ConfigMaps, new WireMessage().InEnvelope("v1", "Unheard")));
    }

    private static WireMessage Entry(string key, string value) => new WireMessage().Text(1, key).Text(2, value);

    private static async Task<int> PostAsync(TestServer server, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.kubernetes.protobuf");
        using var response = await server.Client.PostAsync(new Uri(path, UriKind.Relative), content).WaitAsync(TestServer.Patience);
        var text = await response.Content.ReadAsStringAsync().WaitAsync(TestServer.Patience);
        Assert.NotNull(JsonNode.Parse(text));
        return (int)response.StatusCode;
    }
}
