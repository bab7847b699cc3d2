namespace KubeEdge.ApiServer.Schemas;

/// <summary>One field of a typed object.</summary>
/// <param name="Name">Its JSON name; <c>-</c> for an object whose members stand among its owner's.</param>
/// <param name="Number">Its number in the binary form.</param>
/// <param name="Type">What it holds.</param>
internal sealed record FieldShape(string Name, int Number, FieldType Type)
{
    private const string InlineName = "-";

    public bool IsInline => Name == InlineName;

    /// <summary>Whether absent and empty are told apart.</summary>
    public bool IsPointer { get; init; }

    /// <summary>Whether it is written even when it is empty.</summary>
    public bool IsAlwaysWritten { get; init; }

    /// <summary>Whether clients must give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>By which member a strategic merge tells the items of a list apart; empty: by their value; null: the list is replaced.</summary>
    public string? MergeKey { get; init; }
}
