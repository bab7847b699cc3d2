using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Following;

internal sealed partial class ChangeLoop
{
    private static partial class Log
    {
        [LoggerMessage(6204, LogLevel.Error, "A change of {Object} could not be worked into the desired state; it waits for the next one")]
        public static partial void ChangeFailed(ILogger logger, Exception exception, string @object);
    }
}
