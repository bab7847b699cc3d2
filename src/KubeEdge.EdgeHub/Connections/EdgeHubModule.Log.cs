using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Connections;

internal sealed partial class EdgeHubModule
{
    private static partial class Log
    {
        [LoggerMessage(5000, LogLevel.Information, "Connected to the cloud as {Peer}")]
        public static partial void Connected(ILogger logger, LinkPeer peer);

        [LoggerMessage(5001, LogLevel.Warning, "Lost the cloud after {Uptime}: {Reason} {Detail}; next attempt in {Pause}")]
        public static partial void Disconnected(ILogger logger, LinkCloseReason reason, string? detail, TimeSpan uptime, TimeSpan pause);

        [LoggerMessage(5002, LogLevel.Warning, "Cannot connect to the cloud ({Failure}): {Detail}; next attempt in {Pause}, repeated failures of this kind are not logged")]
        public static partial void DialFailed(ILogger logger, DialFailure failure, string detail, TimeSpan pause);

        [LoggerMessage(5003, LogLevel.Warning, "A message from {Source} ({Operation} {Resource}) was sent to EdgeHub's inbox and is refused; upstream messages come from an IUpstreamSource")]
        public static partial void Refused(ILogger logger, string source, string operation, string resource);
    }
}
