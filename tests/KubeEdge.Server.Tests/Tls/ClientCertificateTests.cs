using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Server.Tests.Tls;

public sealed class ClientCertificateTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _stranger = new("CN=stranger");

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Required_KnownCertificate_IsSeenByTheHandler()
    {
        using var certificate = _authority.IssueClient();

        Assert.Equal("CN=client", await GetSubjectAsync(ClientCertificateRule.Required, certificate));
    }

    [Fact]
    public async Task Required_NoCertificate_IsRefused() => await AssertRefusedAsync(ClientCertificateRule.Required, null);

    [Fact]
    public async Task Required_OtherAuthority_IsRefused() =>
        await AssertRefusedAsync(ClientCertificateRule.Required, _stranger.IssueClient());

    [Fact]
    public async Task Required_Expired_IsRefused() =>
        await AssertRefusedAsync(ClientCertificateRule.Required, _authority.IssueExpiredClient());

    [Fact]
    public async Task Required_OnlyForServers_IsRefused() =>
        await AssertRefusedAsync(ClientCertificateRule.Required, _authority.IssueServerCertificateAsClient());

    [Fact]
    public async Task Requested_NoCertificate_IsServed() => Assert.Equal("none", await GetSubjectAsync(ClientCertificateRule.Requested, null));

    [Fact]
    public async Task Requested_OtherAuthority_IsRefused() =>
        await AssertRefusedAsync(ClientCertificateRule.Requested, _stranger.IssueClient());

    [Fact]
    public async Task Refused_Client_LeavesOthersAlone()
    {
        using var good = _authority.IssueClient();
        using var bad = _stranger.IssueClient();
        await using var endpoint = await StartAsync(ClientCertificateRule.Required);
        using var goodClient = Endpoints.CreateClient(_authority, good);
        using var badClient = Endpoints.CreateClient(_authority, bad);

        await Assert.ThrowsAnyAsync<Exception>(() => badClient.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));

        Assert.Equal("CN=client", await goodClient.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));
    }

    private Task<ServerEndpoint> StartAsync(ClientCertificateRule rule) => Endpoints.StartAsync(
        new ServerEndpointOptions
        {
            ServerCertificate = _authority.IssueServer(),
            ClientCertificates = rule,
            ClientAuthorities = [_authority.Certificate],
        },
        context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "none"));

    private async Task<string> GetSubjectAsync(ClientCertificateRule rule, X509Certificate2? certificate)
    {
        await using var endpoint = await StartAsync(rule);
        using var client = Endpoints.CreateClient(_authority, certificate);
        return await client.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience);
    }

    private async Task AssertRefusedAsync(ClientCertificateRule rule, X509Certificate2? certificate)
    {
        using var owned = certificate;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => GetSubjectAsync(rule, certificate));
    }
}
