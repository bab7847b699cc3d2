using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Viaduct.Links;

internal sealed partial class StreamLink
{
    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Information, "Link with {Peer} is up", EventName = nameof(Opened))]
        public static partial void Opened(ILogger logger, LinkPeer peer);

        [LoggerMessage(2001, LogLevel.Information, "Link with {Peer} ended: {Reason}, {Detail}", EventName = nameof(Closed))]
        public static partial void Closed(ILogger logger, LinkPeer peer, LinkCloseReason reason, string? detail);

        [LoggerMessage(2002, LogLevel.Warning, "{Peer} broke the protocol: {Fault}", EventName = nameof(PeerFault))]
        public static partial void PeerFault(ILogger logger, LinkPeer peer, string fault);

        [LoggerMessage(2003, LogLevel.Warning, "Reading from {Peer} pauses: {Count} messages wait to be taken", EventName = nameof(Stalled))]
        public static partial void Stalled(ILogger logger, LinkPeer peer, int count);

        [LoggerMessage(2004, LogLevel.Error, "Message {Message} was not sent to {Peer}: {Error}", EventName = nameof(Rejected))]
        public static partial void Rejected(ILogger logger, Message message, LinkPeer peer, string? error);

        [LoggerMessage(2005, LogLevel.Error, "Link with {Peer} failed", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception, LinkPeer peer);
    }
}
