using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Joining;

public sealed class JoinServiceTests : IAsyncLifetime
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TemporaryDirectory _folder = new();
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private FakeApi? _api;
    private CloudRig? _hub;

    private FakeApi Api => _api ?? throw new InvalidOperationException();

    private CloudRig Hub => _hub ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _api = await FakeApi.StartAsync();
        _hub = await CloudRig.StartAsync(
            _folder.Path,
            _api.Address,
            options =>
            {
                options.HttpsPort = 0;
                options.TokenFile = Path.Combine(_folder.Path, "token");
            },
            time: _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Api.DisposeAsync();
        _folder.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Create_LifetimeNotPositive_IsRefused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Hub.Tokens.Create(lifetime: TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Token_GoodForLongerThanATimerTakes_IsRenewedAfterThirtyDays()
    {
        using var folder = new TemporaryDirectory();
        await using var hub = await CloudRig.StartAsync(
            folder.Path,
            Api.Address,
            static options =>
            {
                options.HttpsPort = 0;
                options.TokenLifetime = TimeSpan.FromDays(730);
            },
            time: _clock);

        await _clock.WaitForTimerAsync(TimeSpan.FromDays(30)).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Join_WithTheTokenOfTheFile_GetsACertificateThatNamesTheNodeWhateverWasAskedFor()
    {
        var authority = await JoinClient.GetAsync(Hub.Join, "ca.crt");
        var token = (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "token"))).Trim();
        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(authority.Body)) + ".", token, StringComparison.Ordinal);

        var (status, body) = await JoinClient.GetAsync(
            Hub.Join, "edge.crt", JoinClient.Request(_key, "CN=system:node:other, O=system:masters"), JoinClient.Bearer(token));

        Assert.Equal(HttpStatusCode.OK, status);
        using var certificate = X509CertificateLoader.LoadCertificate(body);
        Assert.Equal("CN=system:node:edge-1, O=system:nodes", certificate.Subject);
        using var public1 = certificate.GetECDsaPublicKey();
        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), public1?.ExportSubjectPublicKeyInfo());
        Assert.Equal("1.3.6.1.5.5.7.3.2", Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()).EnhancedKeyUsages[0].Value);
        using var pair = certificate.CopyWithPrivateKey(_key);
        var link = await Hub.DialAsync("edge-1", pair);
        Assert.Null(link.Detail);
    }

    [Theory]
    [InlineData("none", 401, "token is empty")]
    [InlineData("word", 401, "token cannot be split")]
    [InlineData("garbage", 401, "invalid number of segments")]
    [InlineData("four-parts", 401, "invalid number of segments")]
    [InlineData("foreign", 401, "signature is invalid")]
    [InlineData("unsigned", 401, "signature is invalid")]
    [InlineData("expired", 401, "token is expired")]
    [InlineData("other-node", 401, "token is for another node")]
    [InlineData("other-authority", 401, "signature is invalid")]
    [InlineData("other-algorithm", 401, "token is malformed")]
    [InlineData("no-expiry", 401, "token is malformed")]
    [InlineData("no-json", 401, "token is malformed")]
    public async Task Join_WithAWrongToken_IsRefused(string kind, int expected, string text)
    {
        var good = Hub.Tokens.Create();
        var authorization = kind switch
        {
            "none" => null,
            "word" => "nonsense",
            "garbage" => "Bearer x",
            "four-parts" => "Bearer " + good,
            "foreign" => JoinClient.Bearer(good)[..^3] + "AAA",
            "unsigned" => "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.",
            "expired" => JoinClient.Bearer(Hub.Tokens.Create(lifetime: TimeSpan.FromMinutes(1))),
            "other-authority" => Signed("""{"alg":"HS256","typ":"JWT"}""", """{"exp":4102444800}""", [1, 2, 3]),
            "other-algorithm" => Signed("""{"alg":"HS384","typ":"JWT"}""", """{"exp":4102444800}""", Hub.Authority.ExportKey()),
            "no-expiry" => Signed("""{"alg":"HS256","typ":"JWT"}""", "{}", Hub.Authority.ExportKey()),
            "no-json" => Signed("[", "1", Hub.Authority.ExportKey()),
            _ => JoinClient.Bearer(Hub.Tokens.Create("edge-2")),
        };
        _clock.Advance(TimeSpan.FromMinutes(2));

        var (status, body) = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), authorization);

        Assert.Equal(expected, (int)status);
        Assert.Contains(text, Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty", "the body is empty, or larger than 1 MiB")]
    [InlineData("large", "the body is empty, or larger than 1 MiB")]
    [InlineData("garbage", "the body is no certificate request in DER form")]
    [InlineData("pem", "the body is no certificate request in DER form")]
    [InlineData("bad-signature", "the body is no certificate request in DER form")]
    [InlineData("rsa", "the key of the certificate request is no EC key")]
    public async Task Join_WithoutAProperRequest_IsAnsweredWithTheReasonAndNeverWithAnEmptyBody(string kind, string reason)
    {
        using var rsa = RSA.Create(2048);
        var request = JoinClient.Request(_key);
        var body = kind switch
        {
            "empty" => null,
            "garbage" => "not a csr"u8.ToArray(),
            "pem" => Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE REQUEST", request)),
            "large" => new byte[(1 << 20) + 1],
            "rsa" => new CertificateRequest("CN=kubeedge.io", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSigningRequest(),
            _ => [.. request[..^1], (byte)(request[^1] ^ 1)],
        };

        var bearer = JoinClient.Bearer(Hub.Tokens.Create());
        var answer = await JoinClient.GetAsync(Hub.Join, "edge.crt", body, bearer);

        var text = Encoding.UTF8.GetString(answer.Body);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.StartsWith($"failed to sign certs for edgenode edge-1, err: {reason}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(bearer["Bearer ".Length..], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_SingleUseToken_ServesOneKeyAndItsRepetitionForTenMinutes()
    {
        var bearer = JoinClient.Bearer(Hub.Tokens.Create("edge-1", singleUse: true));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var first = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), bearer);
        var repeated = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), bearer);
        var stolen = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(other), bearer);
        _clock.Advance(TimeSpan.FromMinutes(11));
        var late = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), bearer);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, repeated.Status));
        Assert.Equal(first.Body, repeated.Body);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (stolen.Status, late.Status));
        Assert.Contains("used already", Encoding.UTF8.GetString(stolen.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(403)]
    public async Task Join_ApiAnswersErrors_SpendsNoTokenAndKeepsTheAuthority(int code)
    {
        var before = (await JoinClient.GetAsync(Hub.Join, "ca.crt")).Body;
        var once = JoinClient.Bearer(Hub.Tokens.Create("edge-1", singleUse: true));
        Api.Fault = (_, _) => code;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), once)).Status);
        Assert.Equal(HttpStatusCode.OK, (await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), JoinClient.Bearer(Hub.Tokens.Create()))).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await JoinClient.GetAsync(Hub.Join, "node/edge-1")).Status);
        await using (var again = await CloudRig.StartAsync(_folder.Path, Api.Address, options => options.HttpsPort = 0))
        {
            Assert.Equal(before, (await JoinClient.GetAsync(again.Join, "ca.crt")).Body);
        }

        Api.Fault = (_, _) => null;
        Assert.Equal(HttpStatusCode.OK, (await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), once)).Status);
    }

    [Fact]
    public async Task Renewal_ByCertificate_WorksForItsOwnNodeOnly()
    {
        using var own = Hub.Authority.IssueNode("edge-1");

        Assert.Equal(HttpStatusCode.OK, (await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), certificate: own)).Status);
        var other = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), node: "edge-2", certificate: own);

        Assert.Equal(HttpStatusCode.Unauthorized, other.Status);
        Assert.Contains("failed to verify the certificate for edgenode: edge-2", Encoding.UTF8.GetString(other.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "", 404, "404: Page Not Found")]
    [InlineData("GET", "ca.crt/", 404, "404: Page Not Found")]
    [InlineData("POST", "ca.crt", 405, "405: Method Not Allowed")]
    [InlineData("DELETE", "edge.crt", 405, "405: Method Not Allowed")]
    [InlineData("GET", "node/nobody", 404, "Node not found")]
    [InlineData("GET", "node/present", 200, "Node found")]
    public async Task Paths_AreAnsweredAsByTheOriginal(string method, string path, int status, string text)
    {
        Api.Apply("""{"apiVersion":"v1","kind":"Node","metadata":{"name":"present"}}""");

        var answer = await JoinClient.GetAsync(Hub.Join, path, method: new HttpMethod(method));

        Assert.Equal((status, text), ((int)answer.Status, Encoding.UTF8.GetString(answer.Body)));
    }

    [Fact]
    public async Task Token_IsInTheApiAndIsRenewedAtHalfOfItsLife()
    {
        await Api.UntilAsync(api => TokenOf(api) is not null, "the token is in the API");
        var first = TokenOf(Api);
        Assert.Equal(
            (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "token"))).Trim(),
            Encoding.ASCII.GetString(Convert.FromBase64String(first ?? string.Empty)));

        await _clock.WaitForTimerAsync(TimeSpan.FromHours(12));
        _clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));

        await Api.UntilAsync(api => TokenOf(api) != first, "another token is in the API");
    }

    private static string Signed(string header, string claims, byte[] key)
    {
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"Bearer {text}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}";
    }

    private static string? TokenOf(FakeApi api) =>
        (string?)api.List("secrets").FirstOrDefault(static secret =>
            (string?)secret["metadata"]?["name"] == "tokensecret")?["data"]?["tokendata"];
}
