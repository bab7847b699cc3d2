using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Embedded;

internal sealed partial class NodeLifecycle
{
    private static partial class Log
    {
        [LoggerMessage(7900, LogLevel.Warning, "Node {Node} has been silent for more than {Grace}: its conditions are unknown")]
        public static partial void Lost(ILogger logger, string node, TimeSpan grace);

        [LoggerMessage(7901, LogLevel.Warning, "Node {Node} is silent, but the API does not take that: {Error}; tried again")]
        public static partial void NotMarked(ILogger logger, string node, KubeStatus error);

        [LoggerMessage(7903, LogLevel.Error, "Looking after the nodes failed; tried again")]
        public static partial void CheckFailed(ILogger logger, Exception fault);

        [LoggerMessage(7904, LogLevel.Error, "Following {Type} failed; it is listed again in {Seconds} s")]
        public static partial void FollowFailed(ILogger logger, Exception fault, ResourceType type, double seconds);

        [LoggerMessage(7902, LogLevel.Information, "The lease of node {Node}, which was deleted, is removed")]
        public static partial void LeaseRemoved(ILogger logger, string node);
    }
}
