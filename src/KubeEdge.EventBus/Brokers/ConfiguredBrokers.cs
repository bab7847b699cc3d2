using System.Diagnostics.Metrics;
using KubeEdge.EdgeHub;
using KubeEdge.EventBus.Sessions;
using KubeEdge.MetaStore;
using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Brokers;

/// <summary>The brokers that the options name.</summary>
internal sealed class ConfiguredBrokers(
    IOptions<EventBusOptions> options,
    IOptions<EdgeHubOptions> hub,
    IMetaStore store,
    TimeProvider timeProvider,
    ILoggerFactory loggers,
    IMeterFactory? meters = null,
    IMqttAuthenticator? authenticator = null) : IBrokerSource
{
    public IReadOnlyList<IBroker> Make()
    {
        var brokers = new List<IBroker>();
        if (options.Value.Mode != EventBusMode.Internal)
        {
            brokers.Add(new ExternalBroker(options.Value.External, hub.Value.NodeName, timeProvider, loggers, meters));
        }

        if (options.Value.Mode != EventBusMode.External)
        {
            brokers.Add(new InternalBroker(options.Value, new BrokerRecords(store), authenticator, timeProvider, loggers, meters));
        }

        return brokers;
    }
}
