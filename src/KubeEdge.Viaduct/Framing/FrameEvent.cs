namespace KubeEdge.Viaduct.Framing;

/// <summary>What <see cref="FrameReader.Read"/> came upon.</summary>
internal enum FrameEvent
{
    /// <summary>All input is used up, or too short for the next frame header.</summary>
    NeedMore,

    /// <summary>A whole message, fragments joined.</summary>
    Message,

    /// <summary>A ping to answer.</summary>
    Ping,

    /// <summary>A pong.</summary>
    Pong,

    /// <summary>The peer closes.</summary>
    Close,

    /// <summary>The peer broke the protocol or a limit; nothing more can be read.</summary>
    Fault,
}
