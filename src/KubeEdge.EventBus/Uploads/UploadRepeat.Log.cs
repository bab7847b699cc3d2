using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

internal sealed partial class UploadRepeat
{
    private static partial class Log
    {
        [LoggerMessage(7115, LogLevel.Warning, "The cloud has confirmed none of {Count} messages within {Seconds} s; they are sent again")]
        public static partial void Unconfirmed(ILogger logger, int count, double seconds);
    }
}
