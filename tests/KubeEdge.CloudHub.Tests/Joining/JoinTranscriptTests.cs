using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>
/// The requests that were recorded at a cloud of release 1.15.1. Answered are they as the newest releases do: a wrong token is 401 where
/// 1.15 said 400, and a body that is no request is 500 in words where 1.15 said 200 and nothing.
/// </summary>
public sealed class JoinTranscriptTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private FakeApi? _api;

    public async ValueTask InitializeAsync() => _api = await FakeApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task RecordedRequests_AreAnsweredAsDocumented()
    {
        Assert.NotNull(_api);
        await using var hub = await CloudRig.StartAsync(_folder.Path, _api.Address, static options => options.HttpsPort = 0);
        var good = JoinClient.Bearer(hub.Tokens.Create());

        // The recording holds no tokens; these stand in for them, in its order.
        (string? Authorization, HttpStatusCode Status, string? Text)[] expected =
        [
            (null, HttpStatusCode.Unauthorized, "token validation failure, token is empty"),
            (good[..^3] + "AAA", HttpStatusCode.Unauthorized, "token validation failure, err: signature is invalid"),
            ("nonsense", HttpStatusCode.Unauthorized, "token validation failure, token cannot be split"),
            (good, HttpStatusCode.InternalServerError, "failed to sign certs for edgenode edge-x, err: "),
            (good, HttpStatusCode.OK, null),
        ];
        var requests = Transcript.Read("08-join-refused").Where(static row => row.Kind == "https-request").ToArray();
        Assert.Equal(expected.Length, requests.Length);
        foreach (var (request, (authorization, status, text)) in requests.Zip(expected))
        {
            var path = ((string?)request.Message?["path"] ?? string.Empty).TrimStart('/');
            var node = (string?)request.Message?["headers"]?["Nodename"];
            Assert.Equal(authorization is null, request.Message?["headers"]?["Authorization"] is null);

            var answer = await JoinClient.GetAsync(hub.Join, path, request.Bytes.ToArray(), authorization, node);

            Assert.Equal(status, answer.Status);
            if (text is not null)
            {
                Assert.StartsWith(text, Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
                continue;
            }

            // The recorded key, under the name that the hub gives and not the one that was asked for.
            using var certificate = X509CertificateLoader.LoadCertificate(answer.Body);
            Assert.Equal("CN=system:node:edge-x, O=system:nodes", certificate.Subject);
            var asked = CertificateRequest.LoadSigningRequest(request.Bytes.ToArray(), HashAlgorithmName.SHA256);
            Assert.Equal(asked.PublicKey.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        }
    }
}
