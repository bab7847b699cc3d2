using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Upstream;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>What all sessions share.</summary>
internal sealed record SessionContext(
    DeliveryContext Delivery,
    LedgerBook Ledgers,
    UpstreamRouter Router,
    TimeSpan KeepaliveInterval,
    TimeSpan InventoryTimeout,
    TimeProvider TimeProvider,
    ILogger<NodeSession> Logger)
{
    /// <summary>Those who speak to nodes beside the objects.</summary>
    public IReadOnlyList<INodeHerald> Heralds { get; init; } = [];
}
