using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Sessions;

internal sealed partial class MessageRouter
{
    private static partial class Log
    {
        [LoggerMessage(6640, LogLevel.Error, "The will of {Client} was not published", EventName = nameof(WillFailed))]
        public static partial void WillFailed(ILogger logger, Exception exception, MqttClientInfo client);
    }
}
