using System.Security.Cryptography;
using KubeEdge.EdgeHub.Joining;
using KubeEdge.EdgeHub.Tests.Fakes;

namespace KubeEdge.EdgeHub.Tests.Joining;

/// <summary>What a node says of a certificate service that gives it no certificate.</summary>
public sealed class JoinReasonTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    [Theory]
    [InlineData("500 Internal Server Error", "failed to sign certs for edgenode edge-1, err: no EC key", "Refused")]
    [InlineData("401 Unauthorized", "token validation failure, err: token is expired", "Refused")]
    [InlineData("503 Service Unavailable", "the API cannot be asked whose key this is; try again", "Unreachable")]
    public async Task JoinAsync_ServiceGivesNoCertificate_SaysTheReasonAndNotTheToken(string status, string text, string failure)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var server = new JoinServer(
            _certificates.IssueServer(now.AddHours(-1), now.AddDays(1)), call => call.Path == "/ca.crt" ? _certificates.Authority : null)
        {
            Refusal = (status, text),
        };
        var options = new EdgeHubOptions
        {
            NodeName = "edge-1",
            HttpServer = server.Address,
            Token = Convert.ToHexStringLower(SHA256.HashData(_certificates.Authority)) + ".very.secret.token",
            CaFile = _certificates.CaFile,
            CertificateFile = _certificates.CertificateFile,
            KeyFile = _certificates.KeyFile,
        };

        var join = new NodeJoin(options, new JoinClient(options));
        var result = await join.JoinAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(failure, result.Failure.ToString());
        Assert.Equal($"the certificate service answered {status[..3]}: {text}", result.Detail);
        Assert.DoesNotContain("secret", result.Detail, StringComparison.Ordinal);
        Assert.False(File.Exists(_certificates.CertificateFile));
    }

    public void Dispose() => _certificates.Dispose();
}
