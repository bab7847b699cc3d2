using System.Text;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Tests.Definitions;

public sealed class DefinitionTests
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Lamps = "/apis/things.example.com/v1/namespaces/default/lamps";

    private const string Definition =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"lamps.things.example.com"},
         "spec":{"group":"things.example.com","scope":"Namespaced","names":{"plural":"lamps","kind":"Lamp"},
         "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{},"scale":{"specReplicasPath":".spec.bulbs","statusReplicasPath":".status.lit"}},
         "schema":{"openAPIV3Schema":{"type":"object","properties":{
           "spec":{"type":"object","required":["bulbs"],"properties":{"bulbs":{"type":"integer","minimum":1},"colour":{"type":"string","default":"white"}}},
           "status":{"type":"object","properties":{"lit":{"type":"integer"}}}}}}}]}}
        """;

    [Fact]
    public async Task Definition_IsServedFromItsCreationToItsDeletion()
    {
        await using var server = await TestServer.StartAsync();
        (await server.GetAsync(Lamps)).Expect(404);

        (await server.PostAsync(Definitions, Definition)).Expect(201);
        (await server.PostAsync(Lamps, """{"metadata":{"name":"l"},"spec":{"bulbs":2}}""")).Expect(201);
        (await server.DeleteAsync($"{Definitions}/lamps.things.example.com")).Expect(200);

        (await server.GetAsync(Lamps)).Expect(404);
        (await server.PostAsync(Definitions, Definition)).Expect(201);
        Assert.Empty((await server.GetAsync(Lamps)).Expect(200).Names);
    }

    [Fact]
    public void Served_ReadingsEndInTheWrongOrder_TheNewerOneStays()
    {
        var served = new ServedResources(ResourceTable.Default);
        var lamps = CustomResource.TypesOf(ObjectJson.Parse(Encoding.UTF8.GetBytes(Definition)));

        served.Replace(7, [.. lamps]);
        served.Replace(6, []);

        Assert.True(served.Table.TryGetByPlural("things.example.com", "lamps", out _));
        served.Replace(8, []);
        Assert.False(served.Table.TryGetByPlural("things.example.com", "lamps", out _));
    }

    [Fact]
    public async Task Definition_InTheStore_IsServedAfterARestart()
    {
        await using var first = await TestServer.StartAsync();
        (await first.PostAsync(Definitions, Definition)).Expect(201);
        await first.StopAsync();

        await using var second = await ApiServerHost.StartAsync(
            first.Store, new ApiServerOptions(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            cancellationToken: TestContext.Current.CancellationToken);

        using var client = new HttpClient { BaseAddress = second.Address };
        using var answer = await client.GetAsync(new Uri(Lamps, UriKind.Relative), TestContext.Current.CancellationToken).WaitAsync(TestServer.Patience);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task InstallDefinitions_NamesEachOfKubeEdgesResourcesOnce()
    {
        await using var server = await TestServer.StartAsync(options => options.InstallDefinitions = true);

        var names = (await server.GetAsync(Definitions)).Expect(200).Names;

        Assert.Equal(
            ResourceTable.Default.All.Where(type => type.Group.EndsWith(".kubeedge.io", StringComparison.Ordinal))
                .Select(type => type.QualifiedName).Distinct().Order(StringComparer.Ordinal),
            names);
        (await server.PostAsync(
            "/apis/devices.kubeedge.io/v1beta1/namespaces/default/devices",
            """{"metadata":{"name":"d"},"spec":{"nodeName":"edge-1","anything":{"goes":true}}}""")).Expect(201);
    }

    [Fact]
    public async Task InstallDefinitions_LeavesWhatIsThere()
    {
        await using var first = await TestServer.StartAsync(options => options.InstallDefinitions = true);
        (await first.PatchAsync($"{Definitions}/devices.devices.kubeedge.io", """{"metadata":{"labels":{"mine":"yes"}}}""")).Expect(200);
        await first.StopAsync();

        await using var second = await ApiServerHost.StartAsync(
            first.Store, new ApiServerOptions { InstallDefinitions = true }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            cancellationToken: TestContext.Current.CancellationToken);

        using var client = new HttpClient { BaseAddress = second.Address };
        var uri = new Uri($"{Definitions}/devices.devices.kubeedge.io", UriKind.Relative);
        var stored = await client.GetStringAsync(uri, TestContext.Current.CancellationToken).WaitAsync(TestServer.Patience);
        Assert.Contains("\"mine\":\"yes\"", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_AreCompletedPrunedAndChecked()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync(Definitions, Definition)).Expect(201);

        var made = (await server.PostAsync(Lamps, """{"metadata":{"name":"l"},"spec":{"bulbs":2,"odd":1},"status":{"lit":9}}""")).Expect(201);
        Assert.Equal("""{"bulbs":2,"colour":"white"}""", made.Json["spec"]?.ToJsonString());
        Assert.Null(made.Json["status"]);
        var refused = (await server.PatchAsync($"{Lamps}/l", """{"spec":{"bulbs":0}}""")).Expect(422);
        Assert.Contains("spec.bulbs in body should be greater than or equal to 1", refused.Message, StringComparison.Ordinal);
        (await server.PostAsync(Lamps, """{"metadata":{"name":"m"},"spec":{}}""")).Expect(422);
    }

    [Fact]
    public async Task Scale_IsReadAndChanged()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync(Definitions, Definition)).Expect(201);
        (await server.PostAsync(Lamps, """{"metadata":{"name":"l"},"spec":{"bulbs":2}}""")).Expect(201);

        (await server.PatchAsync($"{Lamps}/l/scale", """{"spec":{"replicas":5}}""")).Expect(200);
        (await server.PatchAsync($"{Lamps}/l/status", """{"status":{"lit":4}}""")).Expect(200);

        var scale = (await server.GetAsync($"{Lamps}/l/scale")).Expect(200).Json;
        Assert.Equal("5 4", $"{scale["spec"]?["replicas"]} {scale["status"]?["replicas"]}");
        (await server.PatchAsync($"{Lamps}/l/scale", """{"spec":{"replicas":0}}""")).Expect(422);
    }

    [Theory]
    [InlineData("\"Namespaced\"", "\"Galactic\"", "spec.scope: Unsupported value")]
    [InlineData("\"type\":\"integer\",\"minimum\"", "\"type\":\"int\",\"minimum\"", "properties[bulbs].type: Unsupported value")]
    [InlineData("lamps.things", "lights.things", "must be spec.names.plural")]
    [InlineData("\"storage\":true", "\"storage\":false", "must have exactly one version marked as storage version")]
    public async Task Definition_Wrong_IsRefused(string right, string wrong, string problem)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(Definitions, Definition.Replace(right, wrong, StringComparison.Ordinal))).Expect(422);

        Assert.Contains(problem, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_AreCheckedWithoutAnInstalledDefinition()
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(
            "/apis/rules.kubeedge.io/v1/namespaces/default/ruleendpoints",
            """{"metadata":{"name":"e"},"spec":{"ruleEndpointType":"pigeon"}}""")).Expect(422);

        Assert.Contains("\"rest\", \"eventbus\", \"servicebus\"", answer.Message, StringComparison.Ordinal);
    }
}
