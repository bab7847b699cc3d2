using System.Diagnostics.Metrics;
using KubeEdge.Viaduct.Links;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Viaduct.WebSockets;

/// <summary>The cloud end of a WebSocket link.</summary>
public static class WebSocketLink
{
    /// <summary>
    /// Starts a link on a connection whose upgrade was answered with <see cref="UpgradeRequest.ResponseHeaders"/>. With ASP.NET Core the
    /// stream is what <c>IHttpUpgradeFeature.UpgradeAsync</c> gives and <paramref name="abort"/> is <c>HttpContext.Abort</c>; the request
    /// may end once the link is disposed.
    /// </summary>
    /// <param name="stream">The connection after the upgrade; its writes reach the socket without a flush. The link owns it.</param>
    /// <param name="peer">Who dialed.</param>
    /// <param name="options">How the link behaves.</param>
    /// <param name="timeProvider">The clock for pings and deadlines.</param>
    /// <param name="loggerFactory">Where to log; null logs nothing.</param>
    /// <param name="meterFactory">Where to count; null counts in a meter of the process.</param>
    /// <param name="abort">Cuts the connection when disposing the stream does not.</param>
    public static ILink Attach(
        Stream stream,
        LinkPeer peer,
        LinkOptions options,
        TimeProvider timeProvider,
        ILoggerFactory? loggerFactory = null,
        IMeterFactory? meterFactory = null,
        Action? abort = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        return StreamLink.Start(stream, LinkEnd.Cloud, peer, options, timeProvider, loggerFactory, meterFactory, abort);
    }
}
