using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Certificates;

internal sealed partial class AuthoritySource
{
    private static partial class Log
    {
        [LoggerMessage(
            6067,
            LogLevel.Warning,
            "There is no certificate authority yet, so nothing listens: {Problem}; none is made on doubt, the next attempt is in {Pause}")]
        public static partial void Waiting(ILogger logger, string problem, TimeSpan pause);

        [LoggerMessage(
            6069, LogLevel.Error, "The hub's server certificate cannot be kept, so the Secrets with the authority are not seen to")]
        public static partial void NotPublished(ILogger logger, Exception exception);
    }
}
