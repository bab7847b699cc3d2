using System.Net;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

internal sealed partial class ConnectHandler
{
    private static partial class Log
    {
        [LoggerMessage(6002, LogLevel.Warning, "Refused node '{Node}' with {Status}: {Detail} (from {Remote})")]
        public static partial void Refused(ILogger logger, string node, int status, string? detail, IPAddress? remote);
    }
}
