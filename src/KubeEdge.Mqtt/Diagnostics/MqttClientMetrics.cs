using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace KubeEdge.Mqtt.Diagnostics;

/// <summary>The meters of all clients of one meter factory.</summary>
internal sealed class MqttClientMetrics
{
    private const string Name = "KubeEdge.Mqtt";

    private static readonly ConditionalWeakTable<IMeterFactory, MqttClientMetrics> _byFactory = [];
    private static readonly KeyValuePair<string, object?> _in = new("direction", "in");
    private static readonly KeyValuePair<string, object?> _out = new("direction", "out");

    private readonly Counter<long> _messages;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _attempts;
    private readonly UpDownCounter<long> _connected;
    private readonly UpDownCounter<long> _queue;
    private readonly Counter<long> _stalls;

    private MqttClientMetrics(Meter meter)
    {
        _messages = meter.CreateCounter<long>("kubeedge.mqtt.client.messages", "{message}", "Messages carried, by direction.");
        _dropped = meter.CreateCounter<long>("kubeedge.mqtt.client.dropped", "{message}", "Queued messages that were not sent.");
        _refused = meter.CreateCounter<long>("kubeedge.mqtt.client.refused", "{message}", "Messages not taken over, by reason.");
        _attempts = meter.CreateCounter<long>("kubeedge.mqtt.client.connects", "{connection}", "Attempts to connect, by outcome.");
        _connected = meter.CreateUpDownCounter<long>("kubeedge.mqtt.client.connected", "{client}", "Clients that are connected.");
        _queue = meter.CreateUpDownCounter<long>("kubeedge.mqtt.client.queue", "{message}", "Messages waiting or unacknowledged.");
        _stalls = meter.CreateCounter<long>("kubeedge.mqtt.client.stalls", "{stall}", "Times that reading paused on full deliveries.");
    }

    private static MqttClientMetrics Default { get; } = new(new Meter(Name));

    /// <summary>The meters of that factory; of the process when there is none.</summary>
    public static MqttClientMetrics For(IMeterFactory? factory) =>
        factory is null ? Default : _byFactory.GetValue(factory, static f => new(f.Create(Name)));

    public void Sent() => _messages.Add(1, _out);

    public void Received() => _messages.Add(1, _in);

    public void Dropped() => _dropped.Add(1);

    public void Refused(MqttPublishStatus status) => _refused.Add(1, new KeyValuePair<string, object?>("reason", status switch
    {
        MqttPublishStatus.QueueFull => "queue_full",
        MqttPublishStatus.TooLarge => "too_large",
        MqttPublishStatus.NotConnected => "not_connected",
        MqttPublishStatus.Closed => "closed",
        _ => "refused",
    }));

    public void Queued(int change)
    {
        if (change != 0)
        {
            _queue.Add(change);
        }
    }

    public void Connected()
    {
        _connected.Add(1);
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", "connected"));
    }

    public void Disconnected() => _connected.Add(-1);

    public void Failed(MqttFailureKind kind) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", kind switch
    {
        MqttFailureKind.Unreachable => "unreachable",
        MqttFailureKind.Tls => "tls",
        MqttFailureKind.NotWebSocket => "not_websocket",
        MqttFailureKind.TimedOut => "timed_out",
        MqttFailureKind.Refused => "refused",
        _ => "protocol_error",
    }));

    public void Stalled() => _stalls.Add(1);
}
