using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Connections;

internal sealed partial class BrokerConnection
{
    private static partial class Log
    {
        [LoggerMessage(6620, LogLevel.Debug, "{Client} is connected with {Version}, session present {Present}", EventName = nameof(Opened))]
        public static partial void Opened(ILogger logger, BrokerConnection client, MqttVersion version, bool present);

        [LoggerMessage(6621, LogLevel.Debug, "{Client} is gone: {Reason}", EventName = nameof(Closed))]
        public static partial void Closed(ILogger logger, BrokerConnection client, MqttReason reason);

        [LoggerMessage(6622, LogLevel.Warning, "{Client} broke the protocol: {Fault}", EventName = nameof(PeerFault))]
        public static partial void PeerFault(ILogger logger, BrokerConnection client, string fault);

        [LoggerMessage(6623, LogLevel.Warning, "{Client} was not let in: {Reason}", EventName = nameof(Refused))]
        public static partial void Refused(ILogger logger, string client, MqttReason reason);

        [LoggerMessage(6624, LogLevel.Error, "The connection of {Client} failed", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception, BrokerConnection client);

        [LoggerMessage(6625, LogLevel.Error, "A hook failed for {Client}", EventName = nameof(HookFailed))]
        public static partial void HookFailed(ILogger logger, Exception exception, string client);
    }
}
