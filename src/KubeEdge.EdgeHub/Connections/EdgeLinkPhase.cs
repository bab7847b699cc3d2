namespace KubeEdge.EdgeHub.Connections;

/// <summary>Where the link to the cloud is in its life.</summary>
public enum EdgeLinkPhase
{
    /// <summary>The hub has not started, or has ended.</summary>
    Stopped,

    /// <summary>No link; the next attempt is under way or waits for its pause to end.</summary>
    Disconnected,

    /// <summary>No link, and none possible before somebody acts: the node's certificate files are missing, do not match, or have expired.</summary>
    NeedsCertificate,

    /// <summary>No link: the certificate service refused the node, by its token for instance. Tried again, but somebody had better look.</summary>
    JoinRefused,

    /// <summary>Connected: messages flow both ways.</summary>
    Connected,
}
