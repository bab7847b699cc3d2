using System.Text.Json.Nodes;
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

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member.Key == "$ref" && member.Value is JsonValue reference ? [reference.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
