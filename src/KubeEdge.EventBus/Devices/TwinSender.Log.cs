using KubeEdge.Beehive.Dispatch;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Devices;

internal sealed partial class TwinSender
{
    private static partial class Log
    {
        [LoggerMessage(7120, LogLevel.Warning,
            "No twin has answered for a message on {Topic} ({Status}); the connection is made anew, so that the broker sends it again")]
        public static partial void Unanswered(ILogger logger, string topic, SendStatus status);
    }
}
