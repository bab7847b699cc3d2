using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>What all deliveries share.</summary>
internal sealed record DeliveryContext(
    DesiredStateTable Desired,
    IRecords Records,
    MessageFactory Messages,
    DeliverySettings Settings,
    DeliveryReporter Reporter,
    TimeProvider TimeProvider);
