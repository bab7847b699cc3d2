namespace KubeEdge.MetaManager.Cloud;

/// <summary>What the cloud said to a request.</summary>
internal enum CloudAnswerKind
{
    /// <summary>No answer: no link, a lost link, or no time left.</summary>
    Unanswered,

    /// <summary>An object.</summary>
    Object,

    /// <summary>Neither an object nor an error: <c>OK</c>, a text, nothing.</summary>
    Other,

    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>A definite no: not allowed, not valid, gone. Asking again changes nothing.</summary>
    Refused,

    /// <summary>Any other error: the cloud could not say.</summary>
    Failure,
}
