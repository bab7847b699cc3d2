using Microsoft.Extensions.Logging;

namespace KubeEdge.Dmi.Mappers;

internal sealed partial class MapperSet
{
    private static partial class Log
    {
        [LoggerMessage(7010, LogLevel.Information, "Mapper {Mapper} of {Protocol} has registered at {Address} and got {Devices} devices")]
        public static partial void Registered(ILogger logger, string mapper, string protocol, string address, int devices);
    }
}
