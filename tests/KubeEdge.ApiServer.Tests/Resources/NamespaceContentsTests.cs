using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Resources;

public class NamespaceContentsTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("kube-node-lease")]
    [InlineData("made-later")]
    public async Task Namespace_OldOrNew_HasAccountAndCertificate(string ns)
    {
        await using var server = await TestServer.StartAsync(options => options.FillNamespaces = true);
        await server.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"made-later"}}""");

        (await server.GetAsync($"/api/v1/namespaces/{ns}/serviceaccounts/default")).Expect(200);
        var map = (await server.GetAsync($"/api/v1/namespaces/{ns}/configmaps/kube-root-ca.crt")).Expect(200).Json;
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", map["data"]!["ca.crt"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Namespace_DryRun_LeavesNothing()
    {
        await using var server = await TestServer.StartAsync(options => options.FillNamespaces = true);

        (await server.PostAsync("/api/v1/namespaces?dryRun=All", """{"metadata":{"name":"dry"}}""")).Expect(201);

        (await server.GetAsync("/api/v1/namespaces/dry")).Expect(404);
        (await server.GetAsync("/api/v1/namespaces/dry/serviceaccounts/default")).Expect(404);
    }

    [Fact]
    public async Task Namespace_Deleted_TakesItsContentsAlong()
    {
        await using var server = await TestServer.StartAsync(options => options.FillNamespaces = true);
        (await server.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"gone"}}""")).Expect(201);

        (await server.DeleteAsync("/api/v1/namespaces/gone")).Expect(200);

        (await server.GetAsync("/api/v1/namespaces/gone/configmaps/kube-root-ca.crt")).Expect(404);
        (await server.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"gone"}}""")).Expect(201);
        (await server.GetAsync("/api/v1/namespaces/gone/configmaps/kube-root-ca.crt")).Expect(200);
    }
}
