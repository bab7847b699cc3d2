namespace KubeEdge.NodeAgent.Cloud;

/// <summary>How the cloud answered.</summary>
internal enum CallStatus
{
    /// <summary>It did what was asked.</summary>
    Ok,

    /// <summary>There is no such object (404).</summary>
    NotFound,

    /// <summary>There is one already, another one, or one that has changed (409).</summary>
    Conflict,

    /// <summary>It said no for any other reason, or something that cannot be understood.</summary>
    Refused,

    /// <summary>No answer: the link is down or was lost, or time ran out.</summary>
    Unanswered,
}
