using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Turns;

internal sealed partial class TurnHandler
{
    private static partial class Log
    {
        [LoggerMessage(4020, LogLevel.Error, "A message ({Kind}) from {Source} could not be handled; it is answered with an error")]
        public static partial void Failed(ILogger logger, Exception exception, RequestKind kind, string source);
    }
}
