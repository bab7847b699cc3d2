using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Certificates;

/// <summary>
/// Dials with what the certificate files hold at that moment, so a renewed certificate needs no restart and a missing one no crash.
/// </summary>
internal sealed class CertificateDialer(EdgeHubOptions options, TimeProvider timeProvider, ILoggerFactory? loggers)
    : ILinkDialer, IDisposable
{
    private readonly NodeCertificateFiles _files = new(options.CaFile, options.CertificateFile, options.KeyFile, timeProvider);
    private NodeCertificate? _certificate;

    /// <summary>What was wrong with the files at the last dial; null when they were good.</summary>
    public string? Problem { get; private set; }

    /// <summary>Dials. The link of the dial before must have ended: its certificates are let go.</summary>
    public async Task<DialResult> DialAsync(CancellationToken cancellationToken = default)
    {
        Dispose();
        _certificate = _files.TryLoad(out var problem);
        Problem = problem;
        if (_certificate is null)
        {
            return new DialResult(null, DialFailure.Tls, problem);
        }

        var dialer = new WebSocketDialer(
            new WebSocketDialerOptions
            {
                Server = options.Server ?? throw new InvalidOperationException("EdgeHub: Server is not set."),
                NodeId = options.NodeName,
                ProjectId = options.ProjectId,
                ClientCertificate = _certificate.Own,
                TrustedAuthorities = _certificate.Authorities,
                HandshakeTimeout = options.HandshakeTimeout,
                Features = [.. options.Features],
                Link = options.Link,
            },
            timeProvider,
            loggers);
        var result = await dialer.DialAsync(cancellationToken).ConfigureAwait(false);
        if (result.Link is { } link)
        {
            link.Peer.Wire = options.Wire;
        }

        return result;
    }

    public void Dispose()
    {
        _certificate?.Dispose();
        _certificate = null;
    }
}
