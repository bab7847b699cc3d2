using System.Diagnostics.Metrics;
using System.Threading.Channels;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Diagnostics;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.Receiving;
using KubeEdge.Viaduct.Sending;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Viaduct.Links;

/// <summary>
/// A link over a duplex stream that has been upgraded to WebSocket. The framing is our own because the stack's WebSocket writes once per
/// message and reads at least twice per message, keeps its own clock, and answers pings only while somebody receives.
/// </summary>
internal sealed partial class StreamLink : ILink, IOutboundEvents, ILivenessEvents
{
    // The links of a cloud share one: what their peers say is much the same, and there are thousands.
    private static readonly MessageStringCache _cloudStrings = new();

    private readonly Stream _stream;
    private readonly Action? _abort;
    private readonly LinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ViaductMetrics _metrics;
    private readonly MessageFactory _messages;
    private readonly FrameReader _frames;
    private readonly MessageStringCache _strings;
    private readonly InboundQueue _inbound;
    private readonly PendingRequests _pending = new();
    private readonly OutboundQueue _outbound;
    private readonly OutboundPump _pump;
    private readonly Liveness _liveness;
    private readonly Task _receiving;

    private StreamLink(Stream stream, LinkEnd end, LinkPeer peer, LinkOptions options, TimeProvider time, ILoggerFactory? loggers, IMeterFactory? meters, Action? abort)
    {
        _stream = stream;
        _abort = abort;
        _options = options;
        _time = time;
        _logger = loggers?.CreateLogger<ILink>() ?? NullLogger<ILink>.Instance;
        _metrics = ViaductMetrics.For(meters);
        _messages = new(time);
        _frames = new(expectMasked: end == LinkEnd.Cloud, options.Limits.MaxMessageBytes);
        _strings = end == LinkEnd.Cloud ? _cloudStrings : new();
        _inbound = new(options.Limits, time);
        _outbound = new(isClient: end == LinkEnd.Edge, options.Limits);
        _pump = new(_outbound, stream, time, _metrics, this);
        _liveness = new(options, time, _pump, this);
        Peer = peer;
        Log.Opened(_logger, peer);
        _metrics.Opened();
        _liveness.Start();
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <inheritdoc/>
    public LinkPeer Peer { get; }

    /// <inheritdoc/>
    public ChannelReader<Message> Inbound => _inbound;

    /// <inheritdoc/>
    public Task<LinkClosed> Closed => _closed.Task;

    /// <summary>Starts a link over a stream that is ready to carry frames. The link owns the stream from then on.</summary>
    public static StreamLink Start(
        Stream stream,
        LinkEnd end,
        LinkPeer peer,
        LinkOptions options,
        TimeProvider time,
        ILoggerFactory? loggers,
        IMeterFactory? meters,
        Action? abort = null)
    {
        if (options.Check() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(options));
        }

        return new(stream, end, peer, options, time, loggers, meters, abort);
    }

    /// <summary>Closes in order, then waits until nothing of the link runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync(LinkCloseReason.Local).ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
    }
}
