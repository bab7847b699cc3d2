using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Storage;

internal sealed partial class StoreJournal
{
    private static partial class Log
    {
        [LoggerMessage(6650, LogLevel.Error, "The session store did not take {Count} changes", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception, int count);
    }
}
