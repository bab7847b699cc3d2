using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// Certificates of releases before 1.16, which all have one subject and so name no node. Each key belongs to the first node that it
/// was used for; the API remembers which.
/// </summary>
internal sealed partial class LegacyIdentities(OnceRegister register, IOptions<CloudHubOptions> options, ILogger<LegacyIdentities> logger)
{
    private readonly ConcurrentDictionary<string, string> _pinned = new(StringComparer.Ordinal);

    /// <summary>The node of a legacy certificate; null when it is none, is not allowed, or the API cannot be asked.</summary>
    public async ValueTask<string?> NodeOfAsync(X509Certificate2 certificate, string claimed, CancellationToken cancellationToken)
    {
        if (options.Value.RefuseLegacyCertificates || !NodeIdentity.IsLegacy(certificate) || !NodeIdentity.IsNodeName(claimed))
        {
            return null;
        }

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        if (_pinned.TryGetValue(fingerprint, out var known))
        {
            return known;
        }

        if (await register.PinAsync(fingerprint, claimed, cancellationToken).ConfigureAwait(false) is not { } node)
        {
            return null;
        }

        if (_pinned.TryAdd(fingerprint, node))
        {
            Log.Legacy(logger, node, fingerprint);
        }

        return node;
    }
}
