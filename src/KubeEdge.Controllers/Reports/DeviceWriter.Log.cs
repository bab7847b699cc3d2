using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Reports;

internal sealed partial class DeviceWriter
{
    private static partial class Log
    {
        [LoggerMessage(6240, LogLevel.Warning, "The status of {Device} could not be written and is tried again: {Reason}")]
        public static partial void NotTaken(ILogger logger, string device, string? reason);

        [LoggerMessage(6241, LogLevel.Warning, "{Device} is not in the API any more; what was reported of it is dropped and not confirmed")]
        public static partial void Gone(ILogger logger, string device);

        [LoggerMessage(6242, LogLevel.Error, "Writing the status of {Device} ended; its next report starts it again")]
        public static partial void Failed(ILogger logger, Exception exception, string device);

        [LoggerMessage(
            6243,
            LogLevel.Warning,
            "What was reported as {Part} of {Device} is refused by the API, which takes the rest; it is given up: {Reason}")]
        public static partial void GivenUp(ILogger logger, string part, string device, string? reason);
    }
}
