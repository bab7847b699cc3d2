namespace KubeEdge.NodeAgent.Nodes;

/// <summary>One condition of the node as it is now.</summary>
/// <param name="Type">Its name in the node's status.</param>
/// <param name="IsTrue">Whether it holds.</param>
/// <param name="Reason">Why, as one word.</param>
/// <param name="Message">Why, for people.</param>
internal sealed record NodeCondition(string Type, bool IsTrue, string Reason, string Message)
{
    /// <summary>When it became so; null when only the reports themselves tell.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether a change of the message alone is worth a report. Not for messages that hold figures.</summary>
    public bool MessageCounts { get; init; } = true;

    public string Status => IsTrue ? "True" : "False";
}
