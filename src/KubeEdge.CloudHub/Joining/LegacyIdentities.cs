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

    /// <summary>What is answered while nobody can say whose certificate it is.</summary>
    public const string Unknown = "the API cannot be asked whose key this is; try again";

    /// <summary>The node that a certificate stands for: the one that it names, or the first one that used a legacy key.</summary>
    public ValueTask<CertificateOwner> OwnerOfAsync(X509Certificate2 certificate, string claimed, CancellationToken cancellationToken) =>
        NodeIdentity.NodeNameOf(certificate) is { } named
            ? ValueTask.FromResult(new CertificateOwner(named))
            : PinnedAsync(certificate, claimed, cancellationToken);

    private async ValueTask<CertificateOwner> PinnedAsync(X509Certificate2 certificate, string claimed, CancellationToken cancellationToken)
    {
        if (options.Value.RefuseLegacyCertificates || !NodeIdentity.IsLegacy(certificate) || !NodeIdentity.IsNodeName(claimed))
        {
            return default;
        }

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        if (_pinned.TryGetValue(fingerprint, out var known))
        {
            return new CertificateOwner(known);
        }

        if (await register.PinAsync(fingerprint, claimed, cancellationToken).ConfigureAwait(false) is not { } node)
        {
            return new CertificateOwner(null, IsUnknown: true);
        }

        if (_pinned.TryAdd(fingerprint, node))
        {
            Log.Legacy(logger, node, fingerprint);
        }

        return new CertificateOwner(node);
    }
}
