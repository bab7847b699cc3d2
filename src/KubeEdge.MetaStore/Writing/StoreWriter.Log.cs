using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaStore.Writing;

internal sealed partial class StoreWriter
{
    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "A failed transaction could not be rolled back")]
        public static partial void RollbackFailed(ILogger logger, Exception exception);

        [LoggerMessage(3002, LogLevel.Warning, "The store could not write its last words; the next open treats this as a crash")]
        public static partial void CloseFailed(ILogger logger, Exception exception);

        [LoggerMessage(3003, LogLevel.Error, "A transaction of the store failed unexpectedly and was rolled back")]
        public static partial void Unexpected(ILogger logger, Exception exception);

        [LoggerMessage(3004, LogLevel.Debug, "A listener of the store's meters failed")]
        public static partial void NotMeasured(ILogger logger, Exception exception);
    }
}
