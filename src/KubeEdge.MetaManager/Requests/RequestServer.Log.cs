using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Requests;

internal sealed partial class RequestServer
{
    private static partial class Log
    {
        [LoggerMessage(6130, LogLevel.Error, "{Operation} {Resource} of a module of this node failed")]
        public static partial void Failed(ILogger logger, Exception exception, string operation, string resource);
    }
}
