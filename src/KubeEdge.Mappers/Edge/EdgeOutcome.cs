namespace KubeEdge.Mappers.Edge;

/// <summary>What became of something the edge core was told.</summary>
internal enum EdgeOutcome
{
    /// <summary>It has it.</summary>
    Done,

    /// <summary>It is away.</summary>
    Away,

    /// <summary>It has had too much; later.</summary>
    Busy,

    /// <summary>It does not want it now; perhaps when it knows more.</summary>
    Refused,

    /// <summary>It never will.</summary>
    Invalid,
}
