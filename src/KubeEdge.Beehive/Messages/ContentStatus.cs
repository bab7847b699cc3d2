namespace KubeEdge.Beehive.Messages;

/// <summary>How reading a content as a type ended.</summary>
public enum ContentStatus
{
    /// <summary>The value is there.</summary>
    Ok,

    /// <summary>The content is null.</summary>
    Empty,

    /// <summary>The peer reported a failure (<c>ErrStatus</c> or <c>Err</c>) in place of an object.</summary>
    Failure,

    /// <summary>The content is not JSON of that shape.</summary>
    Malformed,
}
