using KubeEdge.Beehive.Dispatch;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Inventory;

internal sealed partial class InventoryReader
{
    private static partial class Log
    {
        [LoggerMessage(6120, LogLevel.Information, "Told the cloud what the store holds: {Count} objects at revision {Revision}")]
        public static partial void Inventory(ILogger logger, int count, long revision);

        [LoggerMessage(6121, LogLevel.Warning, "No inventory for the cloud: what came before is not settled yet ({Status}); the cloud goes on with its own records")]
        public static partial void NoInventory(ILogger logger, SendStatus status);

        [LoggerMessage(6122, LogLevel.Error, "The store could not be listed for the inventory; the cloud goes on with its own records")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
