namespace KubeEdge.EdgeHub.Requests;

/// <summary>How a request to the cloud ended.</summary>
public enum CloudReplyStatus
{
    /// <summary>The answer is there. What it says, it says in its content.</summary>
    Answered,

    /// <summary>There is no link, or it was lost before the answer came.</summary>
    Offline,

    /// <summary>The answer did not come in time.</summary>
    TimedOut,

    /// <summary>Too many requests wait already.</summary>
    Full,
}
