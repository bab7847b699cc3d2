using System.Net;
using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Listening;

internal sealed partial class BrokerListener
{
    private static partial class Log
    {
        [LoggerMessage(6630, LogLevel.Information, "MQTT over {Transport} at {Address}, TLS {Encrypted}", EventName = nameof(Listening))]
        public static partial void Listening(ILogger logger, MqttTransport transport, IPEndPoint address, bool encrypted);

        [LoggerMessage(6631, LogLevel.Error, "Accepting at {Address} failed", EventName = nameof(AcceptFailed))]
        public static partial void AcceptFailed(ILogger logger, Exception exception, IPEndPoint address);

        [LoggerMessage(6632, LogLevel.Debug, "{Address} did not get as far as MQTT: {Fault}", EventName = nameof(HandshakeFailed))]
        public static partial void HandshakeFailed(ILogger logger, EndPoint? address, string fault);
    }
}
