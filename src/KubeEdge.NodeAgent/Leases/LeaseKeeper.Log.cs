using Microsoft.Extensions.Logging;

namespace KubeEdge.NodeAgent.Leases;

internal sealed partial class LeaseKeeper
{
    private static partial class Log
    {
        [LoggerMessage(6910, LogLevel.Warning, "The node's lease cannot be renewed: {Problem}; it is tried again until it can")]
        public static partial void NotRenewed(ILogger logger, string problem);

        [LoggerMessage(6911, LogLevel.Information, "The node's lease is renewed again")]
        public static partial void RenewedAgain(ILogger logger);
    }
}
