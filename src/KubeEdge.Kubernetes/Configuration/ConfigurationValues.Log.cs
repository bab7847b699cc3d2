using Microsoft.Extensions.Logging;

namespace KubeEdge.Kubernetes.Configuration;

public sealed partial class ConfigurationValues
{
    private static partial class Log
    {
        [LoggerMessage(6503, LogLevel.Warning, "{File}: not supported yet: {Names}")]
        public static partial void NotSupported(ILogger logger, string file, string names);

        [LoggerMessage(6504, LogLevel.Information, "{File}: without effect, there is nothing here that it could tune: {Names}")]
        public static partial void WithoutEffect(ILogger logger, string file, string names);

        [LoggerMessage(6505, LogLevel.Warning,
            "{File}: no release of the original that is known has these fields, they are passed over: {Names}")]
        public static partial void Unknown(ILogger logger, string file, string names);
    }
}
