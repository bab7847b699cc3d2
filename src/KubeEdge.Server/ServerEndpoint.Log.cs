using Microsoft.Extensions.Logging;

namespace KubeEdge.Server;

public sealed partial class ServerEndpoint
{
    private static partial class Log
    {
        [LoggerMessage(6400, LogLevel.Information, "Endpoint {Endpoint} listens on {Address}")]
        public static partial void Listening(ILogger logger, string endpoint, Uri address);

        [LoggerMessage(6401, LogLevel.Information, "Endpoint {Endpoint} stopped")]
        public static partial void Stopped(ILogger logger, string endpoint);

        [LoggerMessage(6402, LogLevel.Warning, "Endpoint {Endpoint} cut requests that did not end in time")]
        public static partial void Cut(ILogger logger, string endpoint);
    }
}
