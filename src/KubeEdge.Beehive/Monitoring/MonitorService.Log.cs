using System.Net;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Beehive.Monitoring;

public abstract partial class MonitorService
{
    private static partial class Log
    {
        [LoggerMessage(1030, LogLevel.Information, "The monitor serves metrics and health at {Address}.")]
        public static partial void Listening(ILogger logger, Uri address);

        [LoggerMessage(1031, LogLevel.Warning, "The monitor cannot listen on {EndPoint}: {Problem} Everything else runs; it is tried again "
            + "every {Seconds} s. Monitor in the options names another port.")]
        public static partial void CannotListen(ILogger logger, IPEndPoint endPoint, string problem, double seconds);
    }
}
