namespace KubeEdge.EventBus.Commands;

/// <summary>What became of a message to this module.</summary>
internal enum CommandOutcome
{
    /// <summary>Done: published as far as it waits for a broker, or stored.</summary>
    Done,

    /// <summary>Its topic is none, or not of the kind that is needed.</summary>
    InvalidTopic,

    /// <summary>Its content is neither text nor bytes.</summary>
    InvalidContent,

    /// <summary>The cloud subscribes to more topics than it may.</summary>
    TooManyTopics,

    /// <summary>The store cannot write now.</summary>
    NotStored,

    /// <summary>This module does not know the operation.</summary>
    Unknown,
}
