using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

internal sealed partial class JoinService
{
    private static partial class Log
    {
        [LoggerMessage(6063, LogLevel.Error, "The join token cannot be written to {Path}")]
        public static partial void TokenFileFailed(ILogger logger, Exception exception, string path);
    }
}
