using Microsoft.Extensions.Logging;

namespace KubeEdge.Beehive.Modules;

internal sealed partial class ModuleHost
{
    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "After {Seconds} s these modules have not ended: {Modules}. The host stops without them.")]
        public static partial void ShutdownIncomplete(ILogger logger, double seconds, string modules);
    }
}
