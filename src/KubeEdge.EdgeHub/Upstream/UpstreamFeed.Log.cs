using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Upstream;

internal sealed partial class UpstreamFeed
{
    private static partial class Log
    {
        [LoggerMessage(5030, LogLevel.Error, "Upstream source {Source} failed in {Call}; what it has to tell waits for the next connection")]
        public static partial void SourceFailed(ILogger logger, Exception exception, string source, string call);

        [LoggerMessage(5031, LogLevel.Warning, "A message of upstream source {Source} can never be sent ({Operation} {Resource}): it does not serialise or is too large")]
        public static partial void ItemRejected(ILogger logger, string source, string operation, string resource);
    }
}
