using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.InProcess;
using KubeEdge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Connections;

/// <summary>What all connections of a broker share.</summary>
internal sealed record ConnectionServices(
    MqttBrokerOptions Options,
    MqttBrokerHooks Hooks,
    SessionRegistry Sessions,
    LocalClients Locals,
    MessageRouter Router,
    TimeProvider Time,
    BrokerMetrics Metrics,
    ILogger Logger,
    CancellationToken Stopping)
{
    public MqttBrokerLimits Limits => Options.Limits;
}
