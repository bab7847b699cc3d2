using Microsoft.Extensions.Logging;

namespace KubeEdge.NodeAgent.Nodes;

internal sealed partial class NodeRegistrar
{
    private static partial class Log
    {
        [LoggerMessage(6900, LogLevel.Information, "Node {Node} is registered")]
        public static partial void Registered(ILogger logger, string node);

        [LoggerMessage(6901, LogLevel.Warning,
            "Node {Node} cannot be registered yet: {Problem}; further attempts with the same outcome are not logged")]
        public static partial void NotRegistered(ILogger logger, string node, string problem);
    }
}
