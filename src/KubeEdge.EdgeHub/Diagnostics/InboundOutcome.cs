namespace KubeEdge.EdgeHub.Diagnostics;

/// <summary>What became of a message from the cloud; a tag of the metric.</summary>
internal enum InboundOutcome
{
    /// <summary>In the inbox of its module or group.</summary>
    Delivered,

    /// <summary>Completed a waiting call.</summary>
    Replied,

    /// <summary>Answered a call that does not wait any more.</summary>
    LateReply,

    /// <summary>Nothing here takes it.</summary>
    Unhandled,
}
