using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

internal sealed partial class UploadSource
{
    private static partial class Log
    {
        [LoggerMessage(7114, LogLevel.Warning, "Message {Sequence} of {Bytes} bytes for the cloud was put aside: {Reason}")]
        public static partial void PutAside(ILogger logger, long sequence, int bytes, string reason);
    }
}
