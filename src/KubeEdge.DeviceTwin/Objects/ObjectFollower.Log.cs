using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Objects;

internal sealed partial class ObjectFollower
{
    private static partial class Log
    {
        [LoggerMessage(4040, LogLevel.Error, "Device objects could not be read; they are read again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
