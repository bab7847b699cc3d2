using Microsoft.Extensions.Logging;

namespace KubeEdge.ApiServer.Hosting;

internal sealed partial class ApiRequestHandler
{
    private static partial class Log
    {
        [LoggerMessage(6310, LogLevel.Error, "Request {Method} {Path} failed")]
        public static partial void RequestFailed(ILogger logger, string method, string path, Exception fault);
    }
}
