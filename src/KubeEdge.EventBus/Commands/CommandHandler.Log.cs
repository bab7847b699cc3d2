using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Commands;

internal sealed partial class CommandHandler
{
    private static partial class Log
    {
        [LoggerMessage(7140, LogLevel.Warning,
            "Operation '{Operation}' on '{Resource}' from '{Source}' was refused: {Outcome}; further ones of this kind are only counted")]
        public static partial void Refused(ILogger logger, string operation, string resource, string source, CommandOutcome outcome);
    }
}
