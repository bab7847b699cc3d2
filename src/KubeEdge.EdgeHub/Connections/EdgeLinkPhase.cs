namespace KubeEdge.EdgeHub.Connections;

/// <summary>Where the link to the cloud is in its life.</summary>
public enum EdgeLinkPhase
{
    /// <summary>The hub has not started, or has ended.</summary>
    Stopped,

    /// <summary>No link; the next attempt is under way or waits for its pause to end.</summary>
    Disconnected,

    /// <summary>No link, and none possible before somebody acts: the node's certificate files are missing or do not match, and there is no token.</summary>
    NeedsCertificate,

    /// <summary>No link: the node's certificate has expired, and there is no token to get another one with.</summary>
    CertificateExpired,

    /// <summary>No link: the node has no certificate yet, and the certificate service does not answer. It is asked again.</summary>
    Joining,

    /// <summary>No link: the certificate service refused the node, by its token for instance. Tried again, but somebody had better look.</summary>
    JoinRefused,

    /// <summary>Connected: messages flow both ways.</summary>
    Connected,
}
