using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Storage;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>What all sessions of a broker share.</summary>
internal sealed record SessionContext(
    MqttBrokerLimits Limits,
    MqttOverflowPolicy Overflow,
    TimeProvider Time,
    SubscriptionTree Tree,
    RetainedStore Retained,
    StoreJournal Journal,
    BrokerMetrics Metrics);
