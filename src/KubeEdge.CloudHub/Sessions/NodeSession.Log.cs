using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

internal sealed partial class NodeSession
{
    private static partial class Log
    {
        [LoggerMessage(6040, LogLevel.Information, "Session of node {Node} ended: {Reason} {Detail}")]
        public static partial void Ended(ILogger logger, string node, LinkCloseReason reason, string? detail);

        [LoggerMessage(6041, LogLevel.Error, "Session of node {Node} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string node);

        [LoggerMessage(6044, LogLevel.Information, "Node {Node} was deleted; its session ends")]
        public static partial void NodeDeleted(ILogger logger, string node);

        [LoggerMessage(
            6042,
            LogLevel.Warning,
            "Node {Node} sent a part of its inventory that is malformed, out of order or too late; ignored")]
        public static partial void InventoryIgnored(ILogger logger, string node);

        [LoggerMessage(
            6043,
            LogLevel.Warning,
            "Node {Node} promised its inventory and sent none within {Timeout}; its records alone serve")]
        public static partial void NoInventory(ILogger logger, string node, TimeSpan timeout);
    }
}
