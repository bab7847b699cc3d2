using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>Who shows a certificate, at the hub and at the certificate service: legacy, expired, of another authority.</summary>
public sealed class CertificateHolderTests : IAsyncLifetime
{
    private static readonly TimeSpan _comeAgain = TimeSpan.FromSeconds(5);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TemporaryDirectory _folder = new();
    private FakeApi? _api;
    private CloudRig? _hub;

    private FakeApi Api => _api ?? throw new InvalidOperationException();

    private CloudRig Hub => _hub ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _api = await FakeApi.StartAsync();
        _hub = await CloudRig.StartAsync(_folder.Path, _api.Address, static options => options.HttpsPort = 0);
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Api.DisposeAsync();
        _folder.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task Session_WithALegacyCertificate_BelongsToTheFirstNodeThatUsedItsKey()
    {
        using var legacy = Issue("CN=kubeedge.io, O=kubeEdge");

        Assert.Equal(DialFailure.None, (await Hub.DialAsync("old-1", legacy)).Failure);
        Assert.Equal(DialFailure.Refused, (await Hub.DialAsync("old-2", legacy)).Failure);
        Assert.Equal(HttpStatusCode.OK, (await RenewAsync("old-1", legacy)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RenewAsync("old-2", legacy)).Status);
    }

    [Fact]
    public async Task Session_WithALegacyCertificate_IsRefusedWhenSoConfigured()
    {
        using var legacy = Issue("CN=kubeedge.io, O=kubeEdge");
        await using var strict = await CloudRig.StartAsync(
            _folder.Path, Api.Address, static options => options.RefuseLegacyCertificates = true);
        Api.Fault = static (_, _) => 503;

        Assert.Equal(DialFailure.Refused, (await strict.DialAsync("old-1", legacy)).Failure);
    }

    /// <summary>What binding a key to a name asks of the API, and each place at which that can fail.</summary>
    [Theory]
    [InlineData("create", 500)]
    [InlineData("create", 503)]
    [InlineData("create", 403)]
    [InlineData("namespace", 500)]
    [InlineData("read-after-conflict", 500)]
    [InlineData("read-after-conflict", 404)]
    public async Task LegacyCertificate_WhileTheApiCannotSayWhoseItIs_IsAskedToComeAgain(string call, int code)
    {
        using var legacy = Issue("CN=kubeedge.io, O=kubeEdge");
        Api.Fault = (method, path) => (call, method) switch
        {
            ("create", "POST") when path.EndsWith("/configmaps", StringComparison.Ordinal) => code,
            ("namespace", "POST") => path.EndsWith("/namespaces", StringComparison.Ordinal) ? code : 404,
            ("read-after-conflict", "POST") when path.EndsWith("/configmaps", StringComparison.Ordinal) => 409,
            ("read-after-conflict", "GET") when path.Contains("/configmaps/", StringComparison.Ordinal) => code,
            _ => null,
        };

        var session = await Hub.DialAsync("old-1", legacy);
        var renewal = await RenewAsync("old-1", legacy);

        Assert.Equal((DialFailure.Busy, _comeAgain), (session.Failure, session.RetryAfter));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, _comeAgain), (renewal.Status, renewal.RetryAfter));
        Assert.Contains("the API cannot be asked", Encoding.UTF8.GetString(renewal.Body), StringComparison.Ordinal);

        Api.Fault = static (_, _) => null;
        Assert.Equal(HttpStatusCode.OK, (await RenewAsync("old-1", legacy)).Status);
        Assert.Equal(DialFailure.None, (await Hub.DialAsync("old-1", legacy)).Failure);
    }

    [Fact]
    public async Task ProperCertificate_WhileTheApiIsDown_ServesSessionAndRenewal()
    {
        using var own = Hub.Authority.IssueNode("edge-1");
        Api.Fault = static (_, _) => 503;

        Assert.Equal(DialFailure.None, (await Hub.DialAsync("edge-1", own)).Failure);
        Assert.Equal(HttpStatusCode.OK, (await RenewAsync("edge-1", own)).Status);
    }

    /// <summary>Such a certificate ends in the handshake, whatever token comes with it; the same node joins by the token alone.</summary>
    [Theory]
    [InlineData("expired")]
    [InlineData("foreign")]
    [InlineData("server")]
    public async Task UnusableCertificate_GetsNeitherASessionNorAnotherCertificate(string kind)
    {
        using var folder = new TemporaryDirectory();
        using var foreign = CertificateAuthority.LoadOrCreate(folder.Path, TimeProvider.System);
        using var certificate = kind switch
        {
            "expired" => Issue("CN=system:node:edge-1, O=system:nodes", isExpired: true),
            "foreign" => foreign.IssueNode("edge-1"),
            _ => Hub.Authority.IssueServer(["edge-1"], []),
        };
        var bearer = JoinClient.Bearer(Hub.Tokens.Create());

        var session = await Hub.DialAsync("edge-1", certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => RenewAsync("edge-1", certificate, bearer));

        Assert.Equal(DialFailure.Tls, session.Failure);
        Assert.False(Hub.Hub.IsConnected("edge-1"));
        var joined = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), bearer);
        Assert.Equal(HttpStatusCode.OK, joined.Status);
    }

    [Theory]
    [InlineData("CN=system:node:edge-1")]
    [InlineData("O=system:nodes")]
    [InlineData("CN=edge-1, O=system:nodes")]
    [InlineData("CN=system:node:edge-1, O=system:masters")]
    [InlineData("CN=system:node:edge-1, CN=system:node:edge-2, O=system:nodes")]
    [InlineData("CN=kubeedge.io, O=Example")]
    public async Task CertificateOfTheAuthorityThatNamesNoNode_IsRefusedByBoth(string subject)
    {
        using var certificate = Issue(subject);

        Assert.Equal(DialFailure.Refused, (await Hub.DialAsync("edge-1", certificate)).Failure);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RenewAsync("edge-1", certificate)).Status);
    }

    private Task<(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)> RenewAsync(
        string node, X509Certificate2 certificate, string? authorization = null) =>
        JoinClient.AskAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), authorization, node, certificate);

    private X509Certificate2 Issue(string subject, bool isExpired = false)
    {
        using var authority = X509Certificate2.CreateFromPemFile(_folder.File("ca.crt"), _folder.File("ca.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));

        // The authority's validity begins a day ago.
        var end = isExpired ? authority.NotBefore.AddHours(1) : authority.NotBefore.AddYears(1);
        using var certificate = request.Create(authority, authority.NotBefore, end, [1, 2, 3]);
        return certificate.CopyWithPrivateKey(key);
    }
}
