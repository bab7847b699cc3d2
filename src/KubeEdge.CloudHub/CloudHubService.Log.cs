using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub;

internal sealed partial class CloudHubService
{
    private static partial class Log
    {
        [LoggerMessage(6050, LogLevel.Error, "The hub's loop for {What} ended by an error")]
        public static partial void Failed(ILogger logger, Exception exception, string what);
    }
}
