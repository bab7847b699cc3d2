using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Turns;

internal sealed partial class TurnRunner
{
    private static partial class Log
    {
        [LoggerMessage(4030, LogLevel.Error, "Updates of twins were not stored ({Status}, {Attempts} attempts) and are answered with 500")]
        public static partial void NotCommitted(ILogger logger, CommitStatus status, int attempts);
    }
}
