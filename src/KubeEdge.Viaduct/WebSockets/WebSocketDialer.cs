using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using KubeEdge.Viaduct.Diagnostics;
using KubeEdge.Viaduct.Links;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Viaduct.WebSockets;

/// <summary>
/// Dials a cloud as the original's edge does: <c>wss://server/&lt;project&gt;/&lt;node&gt;/events</c> over HTTP/1.1, identity in headers, TLS 1.2
/// or newer with the node's certificate, no proxy, no redirect. Options are read at each dial, so a rotated certificate serves the next.
/// </summary>
/// <param name="options">Where and as whom.</param>
/// <param name="timeProvider">The clock for the handshake's time limit and for the link.</param>
/// <param name="loggerFactory">Where the link logs; null logs nothing. The outcome of a dial is the caller's to log.</param>
/// <param name="meterFactory">Where to count; null counts in a meter of the process.</param>
public sealed class WebSocketDialer(
    WebSocketDialerOptions options, TimeProvider timeProvider, ILoggerFactory? loggerFactory = null, IMeterFactory? meterFactory = null) : ILinkDialer
{
    private const int KeyBytes = 16;

    private readonly WebSocketDialerOptions _options = options ?? throw new ArgumentNullException(nameof(options));
    private readonly TimeProvider _time = timeProvider ?? throw new ArgumentNullException(nameof(timeProvider));
    private readonly ViaductMetrics _metrics = ViaductMetrics.For(meterFactory);

    /// <inheritdoc/>
    public async Task<DialResult> DialAsync(CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(_options.HandshakeTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        DialResult result;
        try
        {
            result = await ConnectAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            result = new(null, DialFailure.TimedOut, $"no link within {_options.HandshakeTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception exception) when (DialFailures.From(exception, DialRequest.IsSecure(_options)) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = new(null, failure, DialFailures.Describe(exception));
        }

        _metrics.Dialed(result.Failure);
        return result;
    }

    private async Task<DialResult> ConnectAsync(CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        using var request = DialRequest.Create(_options, key);

        // Disposing the handler leaves a connection that was upgraded alone.
        using var invoker = new HttpMessageInvoker(DialRequest.CreateHandler(_options));
        var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var failure = DialFailures.From(response, UpgradeRequest.AcceptKey(key), _time);
        if (failure is { } refused)
        {
            response.Dispose();
            return refused;
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var peer = new LinkPeer
        {
            NodeId = _options.NodeId,
            ProjectId = _options.ProjectId,
            Remote = new DnsEndPoint(_options.Server.IdnHost, _options.Server.Port),
            Features = FeatureList.Intersect(_options.Features, FeatureList.Parse(DialRequest.Header(response, UpgradeHeaders.Features))),
        };
        return new(StreamLink.Start(stream, LinkEnd.Edge, peer, _options.Link, _time, loggerFactory, meterFactory));
    }
}
