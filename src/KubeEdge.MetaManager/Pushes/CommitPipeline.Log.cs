using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Pushes;

internal sealed partial class CommitPipeline
{
    private static partial class Log
    {
        [LoggerMessage(6110, LogLevel.Error, "The store failed while committing {Resource}")]
        public static partial void CommitThrew(ILogger logger, Exception exception, string resource);

        [LoggerMessage(6111, LogLevel.Warning, "{Operation} {Resource} was not committed ({Status}); the cloud keeps it and sends it again")]
        public static partial void NotCommitted(ILogger logger, string operation, string resource, CommitStatus status);
    }
}
