using Microsoft.Extensions.Logging;

namespace KubeEdge.Dmi.Serving;

internal sealed partial class DmiServer
{
    private static partial class Log
    {
        [LoggerMessage(7030, LogLevel.Warning, "{Socket} was removed; it is made anew")]
        public static partial void Vanished(ILogger logger, string socket);

        [LoggerMessage(7031, LogLevel.Error, "{Socket} cannot be served; it is tried again every 5 s")]
        public static partial void NotServed(ILogger logger, Exception exception, string socket);
    }
}
