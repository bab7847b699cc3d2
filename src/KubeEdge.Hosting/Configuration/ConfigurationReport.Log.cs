using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Configuration;

internal sealed partial class ConfigurationReport
{
    private static partial class Log
    {
        [LoggerMessage(7803, LogLevel.Warning, "{Place}: modules.edgeHub.enable is false, so this node stays without its cloud; "
            + "the original's --minconfig prints it so, set it to true")]
        public static partial void HubIsOff(ILogger logger, string place);
    }
}
