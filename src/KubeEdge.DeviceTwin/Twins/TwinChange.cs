namespace KubeEdge.DeviceTwin.Twins;

/// <summary>What one entry of an update does, and what is to be said of it.</summary>
/// <param name="Name">Which twin.</param>
internal sealed record TwinChange(string Name)
{
    /// <summary>The twin as it is to be stored; null when it stays as it is.</summary>
    public Twin? After { get; init; }

    /// <summary>Whether it has an entry in the document.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>The document's <c>last</c>.</summary>
    public Twin? Last { get; init; }

    /// <summary>The document's <c>current</c>.</summary>
    public Twin? Current { get; init; }

    /// <summary>The parts in the answer's entry; none for no entry.</summary>
    public TwinParts Answered { get; init; }

    /// <summary>Whether the answer's entry is <c>null</c>: the twin was deleted.</summary>
    public bool IsDeletion { get; init; }

    /// <summary>The parts to tell the cloud; none for nothing.</summary>
    public TwinParts Unsent { get; init; }
}
