namespace KubeEdge.EventBus.Topics;

/// <summary>What became of a subscription that the cloud asked for or withdrew.</summary>
internal enum TopicChange
{
    /// <summary>It is stored, or gone from the store; from here on it counts.</summary>
    Done,

    /// <summary>The text is no topic filter.</summary>
    Invalid,

    /// <summary>There are as many as there may be.</summary>
    TooMany,

    /// <summary>The store cannot write now; nothing has changed.</summary>
    NotStored,
}
