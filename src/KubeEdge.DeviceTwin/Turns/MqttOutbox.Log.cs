using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Turns;

internal sealed partial class MqttOutbox
{
    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Warning, "The MQTT side took no message for {Patience}; what is for it is dropped until it does")]
        public static partial void Stuck(ILogger logger, TimeSpan patience);
    }
}
