using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Protobuf;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task ThirdVersion_EveryReferenceLeadsSomewhere()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.GetAsync("/openapi/v3")).Expect(200).Json["paths"] as JsonObject;
        Assert.NotNull(index);

        foreach (var (path, _) in index)
        {
            var document = (await server.GetAsync($"/openapi/v3/{path}")).Expect(200).Json;
            var schemas = document["components"]?["schemas"] as JsonObject;
            Assert.NotNull(schemas);
            foreach (var reference in References(document))
            {
                Assert.Contains(reference["#/components/schemas/".Length..], (IDictionary<string, JsonNode?>)schemas);
            }
        }
    }

    [Fact]
    public async Task ThirdVersion_SaysHowListsAreMerged()
    {
        await using var server = await TestServer.StartAsync();

        var schemas = (await server.GetAsync("/openapi/v3/api/v1")).Expect(200).Json["components"]?["schemas"];

        var containers = schemas?["io.k8s.api.core.v1.PodSpec"]?["properties"]?["containers"];
        Assert.Equal("name", containers?["x-kubernetes-patch-merge-key"]?.GetValue<string>());
        Assert.Equal("Pod", schemas?["io.k8s.api.core.v1.Pod"]?["x-kubernetes-group-version-kind"]?[0]?["kind"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("application/com.github.proto-openapi.spec.v2@v1.0+protobuf")]
    [InlineData("application/com.github.proto-openapi.spec.v2.v1.0+protobuf")]
    public async Task SecondVersion_InBinaryForm_DescribesWhatTheJsonFormDoes(string accept)
    {
        await using var server = await TestServer.StartAsync();
        var json = (await server.GetAsync("/openapi/v2")).Expect(200).Json;

        var answer = (await server.GetAsync("/openapi/v2", accept)).Expect(200);

        Assert.Equal("application/com.github.proto-openapi.spec.v2.v1.0+protobuf", answer.ContentType);
        var definitions = NamesOf(Assert.Single(FieldsOf(answer.Bytes, 9)));
        Assert.Equal((json["definitions"] as JsonObject)?.Select(definition => definition.Key), definitions);
        Assert.Contains("io.k8s.api.core.v1.Pod", definitions);
        Assert.Contains("/api/v1/namespaces/{namespace}/pods/{name}", NamesOf(Assert.Single(FieldsOf(answer.Bytes, 8)), field: 2));
    }

    private static List<byte[]> FieldsOf(byte[] message, int number)
    {
        var found = new List<byte[]>();
        var reader = new WireReader(message);
        while (reader.TryRead(out var field))
        {
            if (field.Number == number)
            {
                found.Add(field.Bytes.ToArray());
            }
        }

        return found;
    }

    /// <summary>The names of named values, as gnostic writes maps.</summary>
    private static IEnumerable<string> NamesOf(byte[] message, int field = 1) =>
        FieldsOf(message, field).Select(named => Encoding.UTF8.GetString(FieldsOf(named, 1)[0]));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member.Key == "$ref" && member.Value is JsonValue reference ? [reference.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
