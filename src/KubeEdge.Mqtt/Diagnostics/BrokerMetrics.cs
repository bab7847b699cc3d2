using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace KubeEdge.Mqtt.Diagnostics;

/// <summary>The meters of all brokers of one meter factory.</summary>
internal sealed class BrokerMetrics
{
    private const string Name = "KubeEdge.Mqtt";

    private static readonly ConditionalWeakTable<IMeterFactory, BrokerMetrics> _byFactory = [];
    private static readonly KeyValuePair<string, object?>[] _qos = [new("qos", 0), new("qos", 1), new("qos", 2)];

    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _published;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _closes;
    private long _totalPublished;
    private long _totalDelivered;

    private BrokerMetrics(Meter meter)
    {
        _connections = meter.CreateUpDownCounter<long>("kubeedge.mqtt.broker.connections", "{connection}", "Clients that are connected.");
        _published = meter.CreateCounter<long>("kubeedge.mqtt.broker.published", "{message}", "Messages routed, by quality of service.");
        _delivered = meter.CreateCounter<long>(
            "kubeedge.mqtt.broker.delivered", "{message}", "Messages handed to clients, by quality of service.");
        _dropped = meter.CreateCounter<long>("kubeedge.mqtt.broker.dropped", "{message}", "Messages not delivered or kept, by reason.");
        _refused = meter.CreateCounter<long>("kubeedge.mqtt.broker.refused", "{request}", "Requests refused, by what was asked for.");
        _closes = meter.CreateCounter<long>("kubeedge.mqtt.broker.closes", "{connection}", "Connections that ended, by reason.");
    }

    private static BrokerMetrics Default { get; } = new(new Meter(Name));

    public long TotalPublished => Volatile.Read(ref _totalPublished);

    public long TotalDelivered => Volatile.Read(ref _totalDelivered);

    /// <summary>The meters of that factory; of the process when there is none.</summary>
    public static BrokerMetrics For(IMeterFactory? factory) =>
        factory is null ? Default : _byFactory.GetValue(factory, static f => new(f.Create(Name)));

    public void Opened() => _connections.Add(1);

    public void Closed(MqttReason reason)
    {
        _connections.Add(-1);
        _closes.Add(1, new KeyValuePair<string, object?>("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString())));
    }

    public void Published(MqttQos qos)
    {
        Interlocked.Increment(ref _totalPublished);
        _published.Add(1, _qos[(int)qos]);
    }

    public void Delivered(MqttQos qos)
    {
        Interlocked.Increment(ref _totalDelivered);
        _delivered.Add(1, _qos[(int)qos]);
    }

    public void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Refused(string what) => _refused.Add(1, new KeyValuePair<string, object?>("what", what));
}
