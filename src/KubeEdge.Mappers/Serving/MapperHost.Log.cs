using Microsoft.Extensions.Logging;

namespace KubeEdge.Mappers.Serving;

internal sealed partial class MapperHost
{
    private static partial class Log
    {
        [LoggerMessage(6810, LogLevel.Error, "Mapper {Mapper} cannot serve its socket {Socket}: {Reason}")]
        public static partial void NotServed(ILogger logger, string mapper, string socket, string reason);
    }
}
