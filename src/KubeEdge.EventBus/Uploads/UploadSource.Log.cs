using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

internal sealed partial class UploadSource
{
    private static partial class Log
    {
        [LoggerMessage(7114, LogLevel.Warning, "Message {Sequence} of {Bytes} bytes for the cloud was put aside: {Reason}")]
        public static partial void PutAside(ILogger logger, long sequence, int bytes, string reason);

        [LoggerMessage(7116, LogLevel.Error, "Messages for the cloud cannot be read; the next try is in {Seconds} s")]
        public static partial void NotRead(ILogger logger, Exception exception, double seconds);
    }
}
