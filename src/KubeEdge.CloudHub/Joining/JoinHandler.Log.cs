using System.Net;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

internal sealed partial class JoinHandler
{
    private static partial class Log
    {
        [LoggerMessage(6060, LogLevel.Information, "Certificate of node {Node} issued to {Address}, key {Fingerprint}")]
        public static partial void Issued(ILogger logger, string node, IPAddress? address, string fingerprint);

        [LoggerMessage(6061, LogLevel.Warning, "Certificate of node {Node} refused to {Address}: {Status} {Detail}")]
        public static partial void Refused(ILogger logger, string node, IPAddress? address, int status, string detail);
    }
}
