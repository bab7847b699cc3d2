using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace KubeEdge.Viaduct.Diagnostics;

/// <summary>The meters of all links of one meter factory. Links report per read and per write, not per message.</summary>
internal sealed class ViaductMetrics
{
    private const string Name = "KubeEdge.Viaduct";

    private static readonly ConditionalWeakTable<IMeterFactory, ViaductMetrics> _byFactory = [];
    private static readonly KeyValuePair<string, object?> _in = new("direction", "in");
    private static readonly KeyValuePair<string, object?> _out = new("direction", "out");

    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _closes;
    private readonly Counter<long> _malformed;
    private readonly Counter<long> _stalls;
    private readonly Counter<long> _dials;
    private long _inboundQueued;
    private long _outboundQueued;

    private ViaductMetrics(Meter meter)
    {
        _messages = meter.CreateCounter<long>("kubeedge.link.messages", "{message}", "Messages carried, by direction.");
        _bytes = meter.CreateCounter<long>("kubeedge.link.io", "By", "Bytes carried inside TLS, by direction.");
        _active = meter.CreateUpDownCounter<long>("kubeedge.link.active", "{link}", "Links that are up.");
        _closes = meter.CreateCounter<long>("kubeedge.link.closes", "{link}", "Links that ended, by reason.");
        _malformed = meter.CreateCounter<long>("kubeedge.link.malformed", "{message}", "Received documents that are no message.");
        _stalls = meter.CreateCounter<long>("kubeedge.link.stalls", "{stall}", "Times that reading paused because nobody took messages.");
        _dials = meter.CreateCounter<long>("kubeedge.link.dials", "{dial}", "Dials, by outcome.");
        meter.CreateObservableUpDownCounter(
            "kubeedge.link.inbound.queue", () => Volatile.Read(ref _inboundQueued), "{message}", "Received messages not yet taken.");
        meter.CreateObservableUpDownCounter(
            "kubeedge.link.outbound.queue", () => Volatile.Read(ref _outboundQueued), "By", "Encoded bytes not yet handed to a socket.");
    }

    private static ViaductMetrics Default { get; } = new(new Meter(Name));

    /// <summary>The meters of that factory; of the process when there is none.</summary>
    public static ViaductMetrics For(IMeterFactory? factory) =>
        factory is null ? Default : _byFactory.GetValue(factory, static f => new(f.Create(Name)));

    public void Opened() => _active.Add(1);

    public void Closed(LinkCloseReason reason)
    {
        _active.Add(-1);
        _closes.Add(1, new KeyValuePair<string, object?>("reason", ReasonName(reason)));
    }

    public void Received(int messages, int bytes)
    {
        _messages.Add(messages, _in);
        _bytes.Add(bytes, _in);
    }

    public void Written(int messages, int bytes)
    {
        _messages.Add(messages, _out);
        _bytes.Add(bytes, _out);
    }

    public void Malformed() => _malformed.Add(1);

    public void Stalled() => _stalls.Add(1);

    public void Dialed(DialFailure outcome) => _dials.Add(1, new KeyValuePair<string, object?>("outcome", OutcomeName(outcome)));

    public void InboundQueued(long change) => Change(ref _inboundQueued, change);

    public void OutboundQueued(long change) => Change(ref _outboundQueued, change);

    private static void Change(ref long value, long change)
    {
        if (change != 0)
        {
            Interlocked.Add(ref value, change);
        }
    }

    private static string ReasonName(LinkCloseReason reason) => reason switch
    {
        LinkCloseReason.Local => "local",
        LinkCloseReason.PeerClosed => "peer_closed",
        LinkCloseReason.Replaced => "replaced",
        LinkCloseReason.ProtocolError => "protocol_error",
        LinkCloseReason.Timeout => "timeout",
        LinkCloseReason.WriteFailed => "write_failed",
        LinkCloseReason.TooLarge => "too_large",
        LinkCloseReason.Refused => "refused",
        _ => "shutdown",
    };

    private static string OutcomeName(DialFailure outcome) => outcome switch
    {
        DialFailure.None => "connected",
        DialFailure.Unreachable => "unreachable",
        DialFailure.Tls => "tls",
        DialFailure.TimedOut => "timed_out",
        DialFailure.Refused => "refused",
        DialFailure.Busy => "busy",
        _ => "not_websocket",
    };
}
