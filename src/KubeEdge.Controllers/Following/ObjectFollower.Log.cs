using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Following;

internal sealed partial class ObjectFollower
{
    private static partial class Log
    {
        [LoggerMessage(6201, LogLevel.Information, "{Count} objects of {Type} are known")]
        public static partial void Listed(ILogger logger, int count, ResourceType type);

        [LoggerMessage(6202, LogLevel.Warning, "{Object} has no name, namespace, uid or resourceVersion; not delivered")]
        public static partial void Unusable(ILogger logger, string @object);

        [LoggerMessage(6203, LogLevel.Error, "Following {Type} failed; started again")]
        public static partial void Restarted(ILogger logger, Exception exception, ResourceType type);
    }
}
