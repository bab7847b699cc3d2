namespace KubeEdge.Beehive.Dispatch;

/// <summary>How handing over a message ended.</summary>
public enum SendStatus
{
    /// <summary>The receiver has it.</summary>
    Sent,

    /// <summary>No module, group or peer of that name exists.</summary>
    UnknownTarget,

    /// <summary>The receiver's queue is full, and the call does not wait.</summary>
    Full,

    /// <summary>The receiver has closed.</summary>
    Closed,

    /// <summary>The time allowed ran out.</summary>
    TimedOut,

    /// <summary>The message cannot be sent at all: its content does not serialise, or it is over the size limit.</summary>
    Rejected,
}
