using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

internal sealed partial class UsedTokens
{
    private static partial class Log
    {
        [LoggerMessage(
            6071,
            LogLevel.Warning,
            "Used join tokens that have expired cannot be removed from the API: {Problem}; tried again in {Pause}")]
        public static partial void Failed(ILogger logger, string problem, TimeSpan pause);
    }
}
