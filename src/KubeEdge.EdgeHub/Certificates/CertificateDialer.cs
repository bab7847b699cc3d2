using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Joining;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Certificates;

/// <summary>
/// Dials with what the certificate files hold at that moment, so a renewed certificate needs no restart and a missing one no crash.
/// </summary>
internal sealed class CertificateDialer(EdgeHubOptions options, NodeJoin join, TimeProvider timeProvider, ILoggerFactory? loggers)
    : ILinkDialer, IDisposable
{
    private volatile ILink? _link;
    private readonly NodeCertificateFiles _files = new(options.CaFile, options.CertificateFile, options.KeyFile, timeProvider);
    private NodeCertificate? _certificate;

    /// <summary>What the last dial failed by before it began: no certificate, and none to be had. Null when it did not.</summary>
    public EdgeLinkPhase? Obstacle { get; private set; }

    /// <summary>Dials. The link of the dial before must have ended: its certificates are let go.</summary>
    public async Task<DialResult> DialAsync(CancellationToken cancellationToken = default)
    {
        Dispose();
        _certificate = _files.TryLoad(out var problem);
        Obstacle = null;
        if (_certificate is null)
        {
            // There is something to finish after a crash. When there is not, a renewal may have replaced the files one after the other
            // while they were read; it has ended by now.
            join.Finish();
            _certificate = _files.TryLoad(out problem);
        }

        if (_certificate is null && await JoinAsync(problem, cancellationToken).ConfigureAwait(false) is { } failed)
        {
            return failed;
        }

        var dialer = new WebSocketDialer(
            new WebSocketDialerOptions
            {
                Server = options.Server ?? throw new InvalidOperationException("EdgeHub: Server is not set."),
                NodeId = options.NodeName,
                ProjectId = options.ProjectId,
                ClientCertificate = _certificate?.Own,
                TrustedAuthorities = _certificate?.Authorities,
                HandshakeTimeout = options.HandshakeTimeout,
                Features = [.. options.Features],
                Link = options.Link,
            },
            timeProvider,
            loggers);
        var result = await dialer.DialAsync(cancellationToken).ConfigureAwait(false);
        if (result.Link is { } link)
        {
            _link = link;
            link.Peer.Wire = options.Wire;
        }

        return result;
    }

    /// <summary>Ends the link that is up, so that the next dial reads the files again.</summary>
    public async Task HangUpAsync()
    {
        if (_link is { } link)
        {
            await link.CloseAsync(LinkCloseReason.Local, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Joins and loads what came of it; null when the dial can go on.</summary>
    private async Task<DialResult?> JoinAsync(string? problem, CancellationToken cancellationToken)
    {
        var joined = await join.JoinAsync(cancellationToken).ConfigureAwait(false);
        switch (joined.Failure)
        {
            case JoinFailure.None:
                _certificate = _files.TryLoad(out problem);
                Obstacle = _certificate is null ? EdgeLinkPhase.NeedsCertificate : null;
                return _certificate is null ? new DialResult(null, DialFailure.Tls, problem) : null;
            case JoinFailure.Unreachable:
                Obstacle = EdgeLinkPhase.Joining;
                return new DialResult(null, DialFailure.Unreachable, $"joining: {joined.Detail}");
            case JoinFailure.Refused:
                Obstacle = EdgeLinkPhase.JoinRefused;
                return new DialResult(null, DialFailure.Refused, $"joining: {joined.Detail}");
            default:
                Obstacle = _files.HasExpired ? EdgeLinkPhase.CertificateExpired : EdgeLinkPhase.NeedsCertificate;
                return new DialResult(null, DialFailure.Tls, $"{problem}; {joined.Detail}");
        }
    }

    public void Dispose()
    {
        _certificate?.Dispose();
        _certificate = null;
    }
}
