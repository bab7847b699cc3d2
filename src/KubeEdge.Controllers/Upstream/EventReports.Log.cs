using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Upstream;

internal sealed partial class EventReports
{
    private static partial class Log
    {
        [LoggerMessage(6221, LogLevel.Warning, "Event {Path} of node {Node} was not taken: {Reason}")]
        public static partial void EventLost(ILogger logger, string node, string path, string reason);
    }
}
