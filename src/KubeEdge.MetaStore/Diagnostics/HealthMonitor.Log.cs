using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaStore.Diagnostics;

internal sealed partial class HealthMonitor
{
    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Information, "Opened the store {Path} with SQLite {Version}")]
        public static partial void Opened(ILogger logger, string path, string version);

        [LoggerMessage(3011, LogLevel.Information, "The store {Path} writes again")]
        public static partial void WritesAgain(ILogger logger, string path);

        [LoggerMessage(3012, LogLevel.Error, "The store {Path} cannot write, reads go on: {Reason}")]
        public static partial void CannotWrite(ILogger logger, string path, string reason);

        [LoggerMessage(3013, LogLevel.Error, "Damage in the store {Path}: {Detail}")]
        public static partial void Damage(ILogger logger, string path, string detail);

        [LoggerMessage(3014, LogLevel.Warning, "The last write to the store {Path} was cut: {Detail}")]
        public static partial void CutWrite(ILogger logger, string path, string detail);
    }
}
