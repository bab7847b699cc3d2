using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

internal sealed partial class SubscriptionKeeper
{
    private static partial class Log
    {
        [LoggerMessage(7103, LogLevel.Warning,
            "The {Broker} broker refuses the subscription to {Filter}: {Reason}; messages on these topics do not arrive")]
        public static partial void Refused(ILogger logger, string broker, string filter, MqttReason reason);
    }
}
