using Microsoft.Extensions.Logging;

namespace KubeEdge.Server.Tls;

internal sealed partial class TlsSettings
{
    private static partial class Log
    {
        [LoggerMessage(6410, LogLevel.Warning, "Endpoint {Endpoint} refused a client: certificate {Subject}: {Reason}")]
        public static partial void CertificateRefused(ILogger logger, string endpoint, string? subject, string reason);
    }
}
