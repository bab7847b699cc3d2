using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Delivery;

internal sealed partial class SessionHeralds
{
    private static partial class Log
    {
        [LoggerMessage(6045, LogLevel.Error, "What must be said to node {Node} beside its objects failed")]
        public static partial void Failed(ILogger logger, Exception exception, string node);
    }
}
