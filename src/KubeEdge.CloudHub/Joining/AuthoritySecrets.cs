using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// The Secrets <c>casecret</c> and <c>cloudcoresecret</c>, where the original keeps its certificates. They are created when the API says
/// that there are none, and never changed: the files decide, and what another CloudCore put there is what its nodes trust.
/// </summary>
internal sealed partial class AuthoritySecrets(JoinSecrets secrets, CertificateAuthority authority, TimeProvider timeProvider, ILogger<AuthoritySecrets> logger)
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);

    /// <summary>Sees to both, as often as it takes until the API has given a definite answer.</summary>
    public async Task RunAsync(X509Certificate2 server, CancellationToken cancellationToken)
    {
        var key = authority.ExportKey();
        var own = JoinSecrets.New(
            JoinNames.AuthoritySecret, (JoinNames.AuthorityData, authority.Certificate.RawData), (JoinNames.AuthorityKeyData, key));
        using var serverKey = server.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The server's certificate has no ECDSA key.");
        var hub = JoinSecrets.New(
            JoinNames.ServerSecret, (JoinNames.ServerData, server.RawData), (JoinNames.ServerKeyData, serverKey.ExportECPrivateKey()));
        var warned = false;
        foreach (var (name, secret) in new[] { (JoinNames.AuthoritySecret, own), (JoinNames.ServerSecret, hub) })
        {
            while (await TryAsync(name, secret, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                if (!warned)
                {
                    Log.NotPublished(logger, name, problem);
                    warned = true;
                }

                await Task.Delay(_retry, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Null when the API has answered definitely; otherwise why to ask again.</summary>
    private async Task<string?> TryAsync(string name, KubeObject secret, CancellationToken cancellationToken)
    {
        var present = await secrets.GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (present.Error is { Code: JoinSecrets.NotFound })
        {
            var created = await secrets.CreateAsync(secret, cancellationToken).ConfigureAwait(false);
            return created.Error is { Code: JoinSecrets.Conflict } ? "somebody else is creating it" : created.Error?.Message;
        }

        if (present.Error is { } error)
        {
            return error.Message;
        }

        if (name == JoinNames.AuthoritySecret && Data(present.Object) != Data(secret))
        {
            Log.OtherAuthority(logger);
        }

        return null;
    }

    private static string? Data(KubeObject? secret) => (string?)secret?.ToNode()["data"]?[JoinNames.AuthorityData];
}
