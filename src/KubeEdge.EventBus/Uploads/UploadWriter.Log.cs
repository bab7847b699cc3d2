using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

internal sealed partial class UploadWriter
{
    private static partial class Log
    {
        [LoggerMessage(7110, LogLevel.Warning,
            "{Count} messages of {Bytes} bytes wait for the cloud, which is the limit; brokers keep what comes until there is room")]
        public static partial void Full(ILogger logger, long count, long bytes);

        [LoggerMessage(7111, LogLevel.Error, "{Count} messages for the cloud are not stored: {Status}; tried again in {Seconds} s")]
        public static partial void NotStored(ILogger logger, int count, CommitStatus status, double seconds);

        [LoggerMessage(7112, LogLevel.Debug, "A message of {Bytes} bytes on {Topic} was given up: {Loss}")]
        public static partial void Refused(ILogger logger, string topic, int bytes, UploadLoss loss);
    }
}
