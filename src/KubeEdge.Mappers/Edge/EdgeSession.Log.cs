using Microsoft.Extensions.Logging;

namespace KubeEdge.Mappers.Edge;

internal sealed partial class EdgeSession
{
    private static partial class Log
    {
        [LoggerMessage(6800, LogLevel.Information, "Mapper {Mapper} is registered at {Socket} and has {Devices} devices")]
        public static partial void Registered(ILogger logger, string mapper, string socket, int devices);

        [LoggerMessage(6801, LogLevel.Warning, "Mapper {Mapper} does not reach the edge core at {Socket}: {Reason}")]
        public static partial void Away(ILogger logger, string mapper, string socket, string reason);
    }
}
