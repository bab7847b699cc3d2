using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.ApiServer.Tests.Tokens;

public class TokenRequestTests
{
    private const string Path = "/api/v1/namespaces/default/serviceaccounts/default/token";

    [Fact]
    public async Task Create_BoundToAPod_IsSignedAndSaysSo()
    {
        await using var server = await StartAsync();
        var pod = (await server.PostAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"nodeName":"edge-1","containers":[{"name":"c","image":"i"}]}}""")).Expect(201).Json;
        var uid = pod["metadata"]!["uid"]!.GetValue<string>();

        var answer = (await server.PostAsync(
            Path, $$$"""{"spec":{"audiences":null,"expirationSeconds":3607,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"{{{uid}}}"} } }""")).Expect(201).Json;

        Assert.Equal("TokenRequest", answer["kind"]!.GetValue<string>());
        Assert.Equal("authentication.k8s.io/v1", answer["apiVersion"]!.GetValue<string>());
        Assert.Equal("p", answer["spec"]!["boundObjectRef"]!["name"]!.GetValue<string>());
        Assert.Equal(3607, answer["spec"]!["expirationSeconds"]!.GetValue<long>());
        Assert.Equal("2026-01-01T01:00:07Z", answer["status"]!["expirationTimestamp"]!.GetValue<string>());
        var claims = await VerifyAsync(server, answer["status"]!["token"]!.GetValue<string>());
        Assert.Equal("system:serviceaccount:default:default", claims["sub"]!.GetValue<string>());
        Assert.Equal("https://kubernetes.default.svc.cluster.local", claims["aud"]![0]!.GetValue<string>());
        Assert.Equal(3607, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
        Assert.Equal("p", claims["kubernetes.io"]!["pod"]!["name"]!.GetValue<string>());
        Assert.Equal(uid, claims["kubernetes.io"]!["pod"]!["uid"]!.GetValue<string>());
        Assert.NotEmpty(claims["kubernetes.io"]!["serviceaccount"]!["uid"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"spec":{"expirationSeconds":60}}""", 422, "may not specify a duration less than 10 minutes")]
    [InlineData("""{"spec":{"expirationSeconds":4294967297}}""", 422, "may not specify a duration larger than 2^32 seconds")]
    [InlineData("""{"spec":{"boundObjectRef":{"kind":"Pod","name":"none"}}}""", 404, "pods \\\"none\\\" not found")]
    [InlineData("""{"spec":{"boundObjectRef":{"kind":"Secret","name":"s","uid":"other"}}}""", 409, "does not match the UID in record")]
    [InlineData("""{"spec":{"boundObjectRef":{"kind":"Lease","name":"x"}}}""", 400, "cannot bind token")]
    [InlineData("""{"kind":"Pod"}""", 400, "does not match the expected kind")]
    public async Task Create_WrongRequest_IsRefusedWithTheReason(string body, int code, string reason)
    {
        await using var server = await StartAsync();
        (await server.PostAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"s"}}""")).Expect(201);

        var answer = (await server.PostAsync(Path, body)).Expect(code);

        Assert.Contains(reason, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_UnknownAccount_IsNotFound()
    {
        await using var server = await StartAsync();

        Assert.Contains(
            "serviceaccounts \\\"none\\\" not found",
            (await server.PostAsync("/api/v1/namespaces/default/serviceaccounts/none/token", "{}")).Expect(404).Text,
            StringComparison.Ordinal);
        (await server.GetAsync(Path)).Expect(405);
    }

    [Fact]
    public async Task Create_AfterARestart_IsSignedWithTheSameKey()
    {
        await using var server = await StartAsync();
        var first = (await server.PostAsync(Path, "{}")).Expect(201).Json["status"]!["token"]!.GetValue<string>();
        await using var again = await ApiServerHost.StartAsync(
            server.Store, new ApiServerOptions(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        using var client = new HttpClient { BaseAddress = again.Address };

        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(Path, UriKind.Relative), content).WaitAsync(TestServer.Patience);
        var second = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"]!["token"]!.GetValue<string>();

        Assert.Equal(first.Split('.')[0], second.Split('.')[0]);
    }

    private static async Task<JsonNode> VerifyAsync(TestServer server, string token)
    {
        var parts = token.Split('.');
        var map = (await server.GetAsync("/api/v1/namespaces/default/configmaps/kube-root-ca.crt")).Expect(200).Json;
        using var certificate = X509Certificate2.CreateFromPem(map["data"]!["ca.crt"]!.GetValue<string>());
        using var key = certificate.GetECDsaPublicKey()!;
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        return JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(options => options.FillNamespaces = true, new ManualTimeProvider());
}
