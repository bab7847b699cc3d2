namespace KubeEdge.Viaduct;

/// <summary>Why a link ended.</summary>
public enum LinkCloseReason
{
    /// <summary>This side closed it.</summary>
    Local,

    /// <summary>The peer closed it, with or without a close frame. The original's peers never send one.</summary>
    PeerClosed,

    /// <summary>A newer link of the same node took its place.</summary>
    Replaced,

    /// <summary>The peer broke the protocol: a bad frame, an empty message, a document that is not a message.</summary>
    ProtocolError,

    /// <summary>The peer gave no sign of life in time, or nobody read <see cref="ILink.Inbound"/> for too long.</summary>
    Timeout,

    /// <summary>The socket took no bytes in time, or failed.</summary>
    WriteFailed,

    /// <summary>The peer sent a message over <see cref="LinkLimits.MaxMessageBytes"/>.</summary>
    TooLarge,

    /// <summary>This side does not want the peer (any more), for instance because its certificate is not for that node.</summary>
    Refused,

    /// <summary>This side is shutting down.</summary>
    Shutdown,
}
