using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Upstream;

internal sealed partial class UpstreamController
{
    private static partial class Log
    {
        [LoggerMessage(6220, LogLevel.Error, "{Operation} {Resource} of node {Node} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string node, string operation, string resource);
    }
}
