using Microsoft.Extensions.Logging;

namespace KubeEdge.Beehive.Modules;

internal sealed partial class ModuleRunner
{
    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Information, "Module {Module} has ended; its inbox is closed.")]
        public static partial void Ended(ILogger logger, string module);

        [LoggerMessage(1021, LogLevel.Error, "Module {Module} has ended; restart {Restart} in {Seconds} s.")]
        public static partial void Restarting(ILogger logger, Exception? exception, string module, int restart, double seconds);

        [LoggerMessage(1022, LogLevel.Error, "Module {Module} has ended after {Restarts} restarts and is given up; its inbox is closed.")]
        public static partial void GivenUp(ILogger logger, Exception? exception, string module, int restarts);

        [LoggerMessage(1023, LogLevel.Warning, "Module {Module} failed while it was being stopped.")]
        public static partial void FailedWhileStopping(ILogger logger, Exception exception, string module);

        [LoggerMessage(1024, LogLevel.Warning, "{Count} messages were left in the inbox of module {Module} when it closed, and are gone.")]
        public static partial void Discarded(ILogger logger, int count, string module);
    }
}
