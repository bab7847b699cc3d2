using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Configuration;

internal sealed partial class ConfigurationReport
{
    private static partial class Log
    {
        [LoggerMessage(7913, LogLevel.Warning, "{Place}: modules.cloudHub.enable is false, so no node can connect; "
            + "the original's --minconfig prints it so, set it to true")]
        public static partial void HubIsOff(ILogger logger, string place);
    }
}
