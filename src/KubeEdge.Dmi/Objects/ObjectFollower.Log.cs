using Microsoft.Extensions.Logging;

namespace KubeEdge.Dmi.Objects;

internal sealed partial class ObjectFollower
{
    private static partial class Log
    {
        [LoggerMessage(7000, LogLevel.Error, "Objects of kind {Kind} could not be read from the store; they are read again")]
        public static partial void Failed(ILogger logger, Exception exception, DmiKind kind);

        [LoggerMessage(7001, LogLevel.Warning, "{Key} in the store is no JSON object; no mapper is told of it")]
        public static partial void Unreadable(ILogger logger, DmiKey key);
    }
}
