using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Connections;

internal sealed partial class ConnectionNews
{
    private static partial class Log
    {
        [LoggerMessage(5020, LogLevel.Warning, "Group {Group} could not be told {Content}: a member has not read its inbox for {Deadline}")]
        public static partial void NotTold(ILogger logger, string group, string content, TimeSpan deadline);
    }
}
