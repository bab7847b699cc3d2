using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Configuration;

internal sealed partial class ConfigurationReport
{
    private static partial class Log
    {
        [LoggerMessage(7800, LogLevel.Warning, "{File}: not supported yet: {Names}")]
        public static partial void NotSupported(ILogger logger, string file, string names);

        [LoggerMessage(7801, LogLevel.Information, "{File}: without effect, there is nothing here that it could tune: {Names}")]
        public static partial void WithoutEffect(ILogger logger, string file, string names);

        [LoggerMessage(7802, LogLevel.Warning,
            "{File}: no release of the original that is known has these fields, they are passed over: {Names}")]
        public static partial void Unknown(ILogger logger, string file, string names);

        [LoggerMessage(7803, LogLevel.Warning, "{Place}: modules.edgeHub.enable is false, so this node stays without its cloud; "
            + "the original's --minconfig prints it so, set it to true")]
        public static partial void HubIsOff(ILogger logger, string place);
    }
}
