using System.Net.Http;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Discovery;

public sealed class DiscoveryTests
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    [Fact]
    public async Task Api_OldForm_ListsTheCoreVersion()
    {
        await using var server = await TestServer.StartAsync();

        var api = (await server.GetAsync("/api")).Expect(200).Json;

        Assert.Equal("APIVersions", api["kind"]?.GetValue<string>());
        Assert.Equal("v1", api["versions"]?[0]?.GetValue<string>());
        Assert.Equal(server.Address.Authority, api["serverAddressByClientCIDRs"]?[0]?["serverAddress"]?.GetValue<string>());
    }

    [Fact]
    public async Task ApiV1_ListsResourcesWithVerbsAndShortNames()
    {
        await using var server = await TestServer.StartAsync();

        var resources = (await server.GetAsync("/api/v1")).Expect(200).Json["resources"]?.AsArray();

        var configMaps = Assert.Single(resources ?? [], item => item?["name"]?.GetValue<string>() == "configmaps");
        Assert.Equal("""["cm"]""", configMaps?["shortNames"]?.ToJsonString());
        Assert.Equal(
            """["create","delete","deletecollection","get","list","patch","update","watch"]""", configMaps?["verbs"]?.ToJsonString());
        Assert.Contains(resources ?? [], item => item?["name"]?.GetValue<string>() == "namespaces/finalize");
    }

    [Fact]
    public async Task Apis_Group_AnswersExactlyAsKubernetes()
    {
        await using var server = await TestServer.StartAsync();

        var group = (await server.GetAsync("/apis/coordination.k8s.io")).Expect(200);

        Assert.Equal(
            """{"kind":"APIGroup","apiVersion":"v1","name":"coordination.k8s.io","versions":[{"groupVersion":"coordination.k8s.io/v1","version":"v1"}],"preferredVersion":{"groupVersion":"coordination.k8s.io/v1","version":"v1"}}""" + "\n",
            group.Text);
    }

    [Theory]
    [InlineData("/api", "configmaps")]
    [InlineData("/apis", "objectsyncs")]
    public async Task Discovery_AggregatedFormAsked_IsAnswered(string path, string resource)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.GetAsync(path, Aggregated)).Expect(200);

        Assert.StartsWith("application/json", answer.ContentType, StringComparison.Ordinal);
        Assert.Contains("as=APIGroupDiscoveryList", answer.ContentType, StringComparison.Ordinal);
        Assert.Equal("APIGroupDiscoveryList", answer.Json["kind"]?.GetValue<string>());
        Assert.Contains($"\"resource\":\"{resource}\"", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nosuch")]
    [InlineData("/apis/nosuch.io")]
    [InlineData("/apis/nosuch.io/v1")]
    [InlineData("/api/v2")]
    [InlineData("/api/v1/nosuch")]
    [InlineData("/api/v1/namespaces/default/nodes")]
    [InlineData("/api/v1/configmaps/x")]
    [InlineData("/api/v1/namespaces/default/configmaps/x/status")]
    [InlineData("/api/v1/namespaces/default/configmaps/x/y/z")]
    public async Task Path_ThatIsNotServed_Is404WithKubernetesText(string path)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.GetAsync(path)).Expect(404);

        Assert.Equal("the server could not find the requested resource", answer.Message);
        Assert.Equal("NotFound", answer.Reason);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/namespaces/default/configmaps")]
    [InlineData("DELETE", "/api/v1/namespaces")]
    [InlineData("POST", "/api/v1/configmaps")]
    [InlineData("DELETE", "/api/v1/namespaces/default/finalize")]
    [InlineData("OPTIONS", "/api/v1/namespaces")]
    public async Task Method_ThatIsNotServed_Is405(string method, string path)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.SendAsync(new HttpMethod(method), path)).Expect(405);

        Assert.Equal("MethodNotAllowed", answer.Reason);
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/livez", "ok")]
    [InlineData("/readyz", "ok")]
    [InlineData("/livez/ping", "ok")]
    [InlineData("/readyz?verbose", "[+]ping ok\n[+]store ok\nreadyz check passed\n")]
    public async Task Health_IsPlainText(string path, string expected)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(expected, (await server.GetAsync(path)).Expect(200).Text);
    }

    [Fact]
    public async Task Version_NamesAMinorVersion()
    {
        await using var server = await TestServer.StartAsync();

        var version = (await server.GetAsync("/version?timeout=5s")).Expect(200).Json;

        Assert.Equal("32", version["minor"]?.GetValue<string>());
    }

    [Fact]
    public async Task OpenApiV3_SaysThatTheServerValidates()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.GetAsync("/openapi/v3")).Expect(200).Json;

        var document = (await server.GetAsync(index["paths"]?["api/v1"]?["serverRelativeURL"]?.GetValue<string>() ?? "/")).Expect(200).Json;

        var patch = document["paths"]?["/api/v1/namespaces/{namespace}/configmaps/{name}"]?["patch"];
        Assert.Equal("ConfigMap", patch?["x-kubernetes-group-version-kind"]?["kind"]?.GetValue<string>());
        Assert.Contains(patch?["parameters"]?.AsArray() ?? [], item => item?["name"]?.GetValue<string>() == "fieldValidation");
        // With a strategic merge patch among its bodies, kubectl would look for merge keys in schemas that are not there.
        Assert.Null(patch?["requestBody"]);
    }
}
