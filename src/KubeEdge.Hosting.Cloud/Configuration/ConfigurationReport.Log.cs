using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Configuration;

internal sealed partial class ConfigurationReport
{
    private static partial class Log
    {
        [LoggerMessage(7910, LogLevel.Warning, "{File}: not supported yet: {Names}")]
        public static partial void NotSupported(ILogger logger, string file, string names);

        [LoggerMessage(7911, LogLevel.Information, "{File}: without effect, there is nothing here that it could tune: {Names}")]
        public static partial void WithoutEffect(ILogger logger, string file, string names);

        [LoggerMessage(7912, LogLevel.Warning,
            "{File}: no release of the original that is known has these fields, they are passed over: {Names}")]
        public static partial void Unknown(ILogger logger, string file, string names);

        [LoggerMessage(7913, LogLevel.Warning, "{Place}: modules.cloudHub.enable is false, so no node can connect; "
            + "the original's --minconfig prints it so, set it to true")]
        public static partial void HubIsOff(ILogger logger, string place);
    }
}
