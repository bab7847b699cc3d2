using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Inventory;

/// <summary>
/// Tells a cloud of this family, right after connecting, which objects in which versions the store holds, so that it sends the
/// difference and nothing else. A cloud of the original never hears of it and works from its own records.
/// </summary>
internal sealed class InventorySource(
    IMetaStore store, IMessageBus bus, MessageFactory messages, WireTypes types, ILogger<InventorySource> logger) : IUpstreamSource
{
    public string Name => "metamanager.inventory";

    /// <summary>The first thing that leaves: the cloud sends nothing before it has it.</summary>
    public UpstreamClass Class => UpstreamClass.Acknowledgement;

    public IUpstreamReader Open(UpstreamLink link) =>
        new InventoryReader(link, store, bus, messages, types, logger);
}
