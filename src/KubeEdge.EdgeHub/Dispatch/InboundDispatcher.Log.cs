using KubeEdge.Beehive.Dispatch;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Dispatch;

internal sealed partial class InboundDispatcher
{
    private static partial class Log
    {
        [LoggerMessage(5010, LogLevel.Warning,
            "Nothing on this node takes messages of group '{Group}' from '{Source}' (first: {Operation}; {Status}); further ones are only counted")]
        public static partial void Unhandled(ILogger logger, string group, string source, string operation, SendStatus status);
    }
}
