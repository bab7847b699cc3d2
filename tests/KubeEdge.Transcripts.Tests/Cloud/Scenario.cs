namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>A recording, and what the API saw beside the link while it was made. Objects are named by the row that has them.</summary>
/// <param name="Transcript">The recording.</param>
/// <param name="Node">The recorded edge's name.</param>
internal sealed record Scenario(string Transcript, string Node)
{
    /// <summary>The rows of the objects that were in the API before.</summary>
    public int[] Before { get; init; } = [];

    /// <summary>The rows of deletions whose objects were gone before, while the node was still recorded to have them.</summary>
    public int[] GoneBefore { get; init; } = [];

    /// <summary>
    /// What the edge asked before the recording began, null when nothing: by the form of it the cloud knows which release it is.
    /// </summary>
    public string? Asked { get; init; }

    /// <summary>The rows of the edge's messages that our cloud confirms, and the recorded one did not.</summary>
    public int[] Confirmed { get; init; } = [];

    /// <summary>What the operator, or a controller of the recorded cluster, did to the API at a row.</summary>
    public Dictionary<int, Change[]> Changes { get; init; } = [];

    /// <summary>The object of a row is created or changed into what it is there.</summary>
    public static Change Put(int row) => new(row, IsDeletion: false);

    /// <summary>The object of a row is deleted.</summary>
    public static Change Delete(int row) => new(row, IsDeletion: true);

    public override string ToString() => Transcript;

    internal readonly record struct Change(int Row, bool IsDeletion);
}
