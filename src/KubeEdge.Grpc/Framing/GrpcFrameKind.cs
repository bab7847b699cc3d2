namespace KubeEdge.Grpc.Framing;

/// <summary>What a <see cref="GrpcFrameReader"/> found.</summary>
public enum GrpcFrameKind
{
    /// <summary>A message.</summary>
    Message,

    /// <summary>The end, between two messages.</summary>
    End,

    /// <summary>The end, within a message.</summary>
    Truncated,

    /// <summary>A message above the limit; nothing more can be read.</summary>
    TooLarge,

    /// <summary>A message with the mark of compression, or with a mark that does not exist; nothing more can be read.</summary>
    Compressed,
}
