using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Devices;

internal sealed partial class DeviceEvents
{
    private static partial class Log
    {
        [LoggerMessage(6230, LogLevel.Warning, "{Device} names no model; its node is not given it")]
        public static partial void ModelMissing(ILogger logger, string device);

        [LoggerMessage(6231, LogLevel.Warning, "The event about {Device} was not taken: {Reason}")]
        public static partial void NotWritten(ILogger logger, string device, string reason);
    }
}
