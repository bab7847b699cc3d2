namespace KubeEdge.EdgeHub.Joining;

/// <summary>Why a node has no certificate.</summary>
internal enum JoinFailure
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>There is nothing to join with: no address or no token.</summary>
    NotPossible,

    /// <summary>The certificate service did not answer; later it may.</summary>
    Unreachable,

    /// <summary>The certificate service said no, or is not the one that the token names.</summary>
    Refused,
}
