using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

internal sealed partial class InternalBroker
{
    private static partial class Log
    {
        [LoggerMessage(7100, LogLevel.Error, "The internal broker cannot listen at {Server}: {Reason}; tried again every {Seconds} s")]
        public static partial void CannotListen(ILogger logger, Uri server, string reason, double seconds);
    }
}
