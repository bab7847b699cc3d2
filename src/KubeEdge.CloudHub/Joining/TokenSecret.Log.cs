using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

internal sealed partial class TokenSecret
{
    private static partial class Log
    {
        [LoggerMessage(6064, LogLevel.Warning, "The join token cannot be written to the API yet: {Problem}; tried again until it is")]
        public static partial void NotPublished(ILogger logger, string problem);
    }
}
