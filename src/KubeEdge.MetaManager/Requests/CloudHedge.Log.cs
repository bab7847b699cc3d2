using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Requests;

internal sealed partial class CloudHedge
{
    private static partial class Log
    {
        [LoggerMessage(6131, LogLevel.Error, "Asking the cloud for {Resource} failed on this side")]
        public static partial void AskFailed(ILogger logger, Exception exception, string resource);
    }
}
