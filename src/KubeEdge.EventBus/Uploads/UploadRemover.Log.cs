using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

internal sealed partial class UploadRemover
{
    private static partial class Log
    {
        [LoggerMessage(7113, LogLevel.Error, "Messages that the cloud has got are still stored and may be sent again: {Status}")]
        public static partial void NotRemoved(ILogger logger, CommitStatus status);
    }
}
