using Microsoft.Extensions.Logging;

namespace KubeEdge.NodeAgent.Nodes;

internal sealed partial class NodeReporter
{
    private static partial class Log
    {
        [LoggerMessage(6905, LogLevel.Warning,
            "The node's status cannot be reported: {Problem}; further attempts with the same outcome are not logged")]
        public static partial void NotReported(ILogger logger, string problem);
    }
}
