using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Certificates;

internal sealed partial class AuthorityStart
{
    private static partial class Log
    {
        [LoggerMessage(6068, LogLevel.Critical, "What waited for the certificate authority cannot start; the host stops")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
