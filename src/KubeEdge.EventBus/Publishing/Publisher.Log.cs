using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Publishing;

internal sealed partial class Publisher
{
    private static partial class Log
    {
        [LoggerMessage(7130, LogLevel.Warning, "The {Broker} broker has not acknowledged a message on {Topic} for {Seconds} s; it is given up")]
        public static partial void Unacknowledged(ILogger logger, string broker, string topic, double seconds);

        [LoggerMessage(7131, LogLevel.Warning,
            "The {Broker} broker does not take a message of {Bytes} bytes on {Topic}: {Status}, {Reason}")]
        public static partial void Refused(
            ILogger logger, string broker, string topic, int bytes, MqttPublishStatus status, MqttReason reason);

        [LoggerMessage(7132, LogLevel.Debug, "More than {Limit} messages wait for the {Broker} broker; the oldest make room")]
        public static partial void Dropped(ILogger logger, string broker, int limit);

        [LoggerMessage(7133, LogLevel.Warning,
            "The {Broker} broker has acknowledged so little that its client takes nothing more; what it holds is given up")]
        public static partial void Full(ILogger logger, string broker);
    }
}
