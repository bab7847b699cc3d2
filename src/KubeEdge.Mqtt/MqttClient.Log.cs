using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt;

public sealed partial class MqttClient
{
    private static partial class Log
    {
        [LoggerMessage(6600, LogLevel.Information, "{ClientId} is connected to {Server}, session resumed: {Resumed}",
            EventName = nameof(Connected))]
        public static partial void Connected(ILogger logger, string clientId, Uri server, bool resumed);

        [LoggerMessage(6601, LogLevel.Warning, "{ClientId} lost {Server} after {Lasted}: {Failure}", EventName = nameof(Disconnected))]
        public static partial void Disconnected(ILogger logger, string clientId, Uri server, TimeSpan lasted, MqttFailure failure);

        [LoggerMessage(6602, LogLevel.Warning, "{ClientId} cannot connect to {Server}, and keeps trying: {Failure}",
            EventName = nameof(NotConnected))]
        public static partial void NotConnected(ILogger logger, string clientId, Uri server, MqttFailure failure);

        [LoggerMessage(6603, LogLevel.Error, "{ClientId} failed at {Server}, and keeps trying", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception, string clientId, Uri server);
    }
}
