using KubeEdge.DeviceTwin.Diagnostics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Turns;

internal sealed partial class TurnTools
{
    private static partial class Log
    {
        [LoggerMessage(4000, LogLevel.Warning, "{What} is left out ({Reason}); further ones of this kind are only counted")]
        public static partial void Ignored(ILogger logger, string what, IgnoredReason reason);
    }
}
