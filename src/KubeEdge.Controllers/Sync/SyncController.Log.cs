using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Sync;

internal sealed partial class SyncController
{
    private static partial class Log
    {
        [LoggerMessage(6210, LogLevel.Information, "Node {Node} is gone; it has no delivery records any more")]
        public static partial void Purged(ILogger logger, string node);

        [LoggerMessage(6211, LogLevel.Warning, "Delivery records of the deleted node {Node} are left after {Attempts} attempts; the next start tries again")]
        public static partial void GaveUp(ILogger logger, string node, int attempts);

        [LoggerMessage(6212, LogLevel.Error, "Removing the delivery records of the deleted node {Node} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string node);
    }
}
