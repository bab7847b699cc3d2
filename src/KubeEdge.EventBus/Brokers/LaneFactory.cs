using KubeEdge.Beehive.Dispatch;
using KubeEdge.EventBus.Devices;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.EventBus.Publishing;
using KubeEdge.EventBus.Topics;
using KubeEdge.EventBus.Uploads;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Brokers;

/// <summary>Makes connections, each with parts of its own.</summary>
internal sealed class LaneFactory(
    IOptions<EventBusOptions> options,
    IMessageBus bus,
    EventMessages messages,
    CloudTopics topics,
    IMetaStore store,
    UploadQueue uploads,
    EventBusMetrics metrics,
    TimeProvider timeProvider,
    ILoggerFactory loggers)
{
    public BrokerLane Make(IBroker broker, LaneDuty duty) => new(
        broker,
        duty,
        new Publisher(broker.Name, options.Value.Publishing, metrics, timeProvider, loggers.CreateLogger<Publisher>()),
        new SubscriptionKeeper(broker, duty, topics, loggers.CreateLogger<SubscriptionKeeper>()),
        () => new UploadWriter(store, uploads, metrics, timeProvider, loggers.CreateLogger<UploadWriter>()),
        () => new TwinSender(bus, messages, options.Value.TwinTimeout, metrics, loggers.CreateLogger<TwinSender>()),
        timeProvider,
        loggers.CreateLogger<BrokerLane>());
}
