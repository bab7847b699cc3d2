using KubeEdge.EdgeHub.Certificates;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Joining;

/// <summary>
/// Renews the node's certificate when 70 to 90 % of its life are over, at a moment of its own for each node, and has the link dialled
/// again with the new one.
/// </summary>
internal sealed partial class CertificateRotation(
    EdgeHubOptions options, NodeJoin join, ILinkDialer dialer, Random random, TimeProvider timeProvider, ILogger<CertificateRotation> logger)
    : BackgroundService
{
    private const double Earliest = 0.7;
    private const double Spread = 0.2;
    private const int QuickAttempts = 5;
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(32);

    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);

    // A clock that is far ahead finds each new certificate due at once: the link must not be made anew without end.
    private static readonly TimeSpan _afterRenewal = TimeSpan.FromMinutes(5);

    // Files that somebody replaced are seen within this time.
    private static readonly TimeSpan _look = TimeSpan.FromHours(1);
    private readonly NodeCertificateFiles _files = new(options.CaFile, options.CertificateFile, options.KeyFile, timeProvider);
    private readonly double _share = Earliest + (Spread * random.NextDouble());
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.RotateCertificates || options.HttpServer is null)
        {
            return;
        }

        while (true)
        {
            var pause = await LookAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(pause, timeProvider, stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>When a certificate is due, given how much of its life it may reach.</summary>
    internal static DateTimeOffset DueAt(DateTimeOffset notBefore, DateTimeOffset notAfter, double share) =>
        notBefore + ((notAfter - notBefore) * share);

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        using var certificate = _files.TryLoad(out _);
        if (certificate is null)
        {
            // Joining is the dialer's business.
            return _look;
        }

        var own = certificate.Own;
        var left = DueAt(own.NotBefore.ToUniversalTime(), own.NotAfter.ToUniversalTime(), _share) - timeProvider.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            // A delay counts whole milliseconds: what is left below one must not make it spin.
            return left < _shortest ? _shortest : left < _look ? left : _look;
        }

        var result = await join.RenewAsync(certificate.Authorities, own, cancellationToken).ConfigureAwait(false);
        if (result.Failure == JoinFailure.None)
        {
            _failures = 0;
            Log.Renewed(logger, options.NodeName);
            await ((dialer as CertificateDialer)?.HangUpAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            return _afterRenewal;
        }

        return Failed(result);
    }

    private TimeSpan Failed(in JoinResult result)
    {
        if (_failures++ == 0)
        {
            Log.NotRenewed(logger, options.NodeName, result.Detail);
        }

        var pause = _failures >= QuickAttempts ? _longestPause : _firstPause * (1 << (_failures - 1));
        return pause * (1 + (0.1 * random.NextDouble()));
    }
}
