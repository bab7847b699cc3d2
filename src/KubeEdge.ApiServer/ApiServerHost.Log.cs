using Microsoft.Extensions.Logging;

namespace KubeEdge.ApiServer;

public sealed partial class ApiServerHost
{
    private static partial class Log
    {
        [LoggerMessage(6300, LogLevel.Information, "Kubernetes API on {Address}, read-only: {ReadOnly}")]
        public static partial void Serving(ILogger logger, Uri address, bool readOnly);
    }
}
