using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Upstream;

internal sealed partial class UpstreamRouter
{
    private static partial class Log
    {
        [LoggerMessage(
            6030,
            LogLevel.Warning,
            "Nobody takes messages of source {Source}, operation {Operation}; first seen from node {Node} about {Resource}. " +
            "Named once, dropped always")]
        public static partial void Dropped(ILogger logger, string node, string source, string operation, string resource);

        [LoggerMessage(6031, LogLevel.Error, "A handler failed on a message of node {Node}: {Message}")]
        public static partial void HandlerFailed(ILogger logger, Exception exception, string node, string message);
    }
}
