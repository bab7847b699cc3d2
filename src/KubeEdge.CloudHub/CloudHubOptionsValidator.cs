using System.Net;
using KubeEdge.CloudHub.Certificates;
using Microsoft.Extensions.Options;

namespace KubeEdge.CloudHub;

/// <summary>Names every wrong option at start.</summary>
internal sealed class CloudHubOptionsValidator : IValidateOptions<CloudHubOptions>
{
    private const int MaxTimerDays = 49;

    public ValidateOptionsResult Validate(string? name, CloudHubOptions options)
    {
        var errors = new List<string>();
        Check(IPAddress.TryParse(options.Address, out _), $"Address must be an IP address, not '{options.Address}'.");
        Check(options.Port is >= 0 and <= IPEndPoint.MaxPort, $"Port must be between 0 and {IPEndPoint.MaxPort}, not {options.Port}.");
        Check(
            options.HttpsPort is null or (>= 0 and <= IPEndPoint.MaxPort),
            $"HttpsPort must be between 0 and {IPEndPoint.MaxPort}, or null, not {options.HttpsPort}.");
        Check(
            options.TokenLifetime >= TimeSpan.FromMinutes(1) && options.TokenLifetime.Days <= CertificateAuthority.AuthorityDays,
            $"TokenLifetime must be between a minute and {CertificateAuthority.AuthorityDays} days, not {options.TokenLifetime}.");
        Check(
            options.CertificateLifetime >= TimeSpan.FromDays(1) && options.CertificateLifetime.Days <= CertificateAuthority.AuthorityDays,
            $"CertificateLifetime must be between 1 and {CertificateAuthority.AuthorityDays} days, not {options.CertificateLifetime}.");
        Check(!string.IsNullOrWhiteSpace(options.AuthorityDirectory), "AuthorityDirectory must be set.");
        Check(HasName(options.AdvertiseAddresses), "AdvertiseAddresses needs at least one host name or IP address.");
        Check(options.NodeLimit > 0, $"NodeLimit must be positive, not {options.NodeLimit}.");
        Check(options.HandshakesPerSecond > 0, $"HandshakesPerSecond must be positive, not {options.HandshakesPerSecond}.");
        Check(options.DeliveryWindow is > 0 and <= 1024, $"DeliveryWindow must be between 1 and 1024, not {options.DeliveryWindow}.");
        CheckTimer(nameof(options.KeepaliveInterval), options.KeepaliveInterval);
        CheckTimer(nameof(options.RetransmitAfter), options.RetransmitAfter);
        CheckTimer(nameof(options.InventoryTimeout), options.InventoryTimeout);
        Check(Enum.IsDefined(options.SilentPeers), $"SilentPeers must be a generation, not {options.SilentPeers}.");
        Check(options.Link is not null, "Link must not be null.");
        foreach (var fault in options.Link?.Check() ?? [])
        {
            Check(isRight: false, $"Link.{fault}");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        // A timer takes no more than 49.7 days.
        void CheckTimer(string option, TimeSpan value) => Check(
            value > TimeSpan.Zero && value.Days < MaxTimerDays, $"{option} must be positive and under {MaxTimerDays} days, not {value}.");

        void Check(bool isRight, string error)
        {
            if (!isRight)
            {
                errors.Add($"{nameof(CloudHubOptions)}: {error}");
            }
        }
    }

    private static bool HasName(IList<string>? names)
    {
        foreach (var name in names ?? [])
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                return true;
            }
        }

        return false;
    }
}
