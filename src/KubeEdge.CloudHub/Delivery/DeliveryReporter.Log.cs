using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Delivery;

internal sealed partial class DeliveryReporter
{
    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Warning, "Node {Node} could not commit {Object}: {Reason}")]
        public static partial void NodeFailed(ILogger logger, string node, string? @object, string? reason);

        [LoggerMessage(
            6011,
            LogLevel.Error,
            "{Object} in version {Version} cannot be sent to node {Node}: it is over the link's size limit")]
        public static partial void TooLarge(ILogger logger, string node, string @object, string version);

        [LoggerMessage(6013, LogLevel.Error, "Bringing {Object} to node {Node} failed; it is tried again after a pause")]
        public static partial void StepFailed(ILogger logger, Exception exception, string @object, string node);

        [LoggerMessage(6012, LogLevel.Error, "A delivery observer threw on an event of node {Node}")]
        public static partial void ObserverFailed(ILogger logger, Exception exception, string node);
    }
}
