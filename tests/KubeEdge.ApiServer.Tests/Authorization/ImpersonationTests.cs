using System.Net.Http;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Authorization;

public sealed class ImpersonationTests
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    [Fact]
    public async Task Impersonated_MayDoWhatRolesGive_AndNothingElse()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync($"{Rbac}/namespaces/default/roles", """{"metadata":{"name":"r"},"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["configmaps"],"resourceNames":["a"]}]}""")).Expect(201);
        (await server.PostAsync($"{Rbac}/namespaces/default/rolebindings", """{"metadata":{"name":"b"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"},"subjects":[{"kind":"Group","name":"team"}]}""")).Expect(201);
        await server.CreateConfigMapAsync("a");
        await server.CreateConfigMapAsync("b");

        Assert.Equal(200, await GetAsync(server, "/api/v1/namespaces/default/configmaps/a", "team"));
        Assert.Equal(403, await GetAsync(server, "/api/v1/namespaces/default/configmaps/b", "team"));
        Assert.Equal(403, await GetAsync(server, "/api/v1/namespaces/default/configmaps", "team"));
        Assert.Equal(403, await GetAsync(server, "/api/v1/namespaces/default/configmaps/a", "others"));
        Assert.Equal(200, await GetAsync(server, "/version", "others"));
        Assert.Equal(403, await GetAsync(server, "/elsewhere", "others"));
    }

    [Fact]
    public async Task Review_OfOneself_SaysYesWithoutImpersonation()
    {
        await using var server = await TestServer.StartAsync();
        const string question = """{"spec":{"resourceAttributes":{"verb":"delete","resource":"nodes"}}}""";

        var answer = (await server.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", question)).Expect(201);

        Assert.True(answer.Json["status"]?["allowed"]?.GetValue<bool>());
        (await server.GetAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")).Expect(405);
    }

    private static async Task<int> GetAsync(TestServer server, string path, string group)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Impersonate-User", "ann");
        request.Headers.Add("Impersonate-Group", group);
        using var response = await server.Client.SendAsync(request).WaitAsync(TestServer.Patience);
        return (int)response.StatusCode;
    }
}
