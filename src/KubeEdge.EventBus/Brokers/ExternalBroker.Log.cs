using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

internal sealed partial class ExternalBroker
{
    private static partial class Log
    {
        [LoggerMessage(7104, LogLevel.Information,
            "The broker at {Server} does not speak MQTT 5; the node goes on with 3.1.1, where what it publishes may come back to it")]
        public static partial void Older(ILogger logger, Uri server);
    }
}
