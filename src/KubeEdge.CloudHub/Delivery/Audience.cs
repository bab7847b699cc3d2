using System.Collections.Immutable;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>Which nodes should hold an object. Two audiences are equal when they mean the same nodes.</summary>
public readonly struct Audience : IEquatable<Audience>
{
    private static readonly ImmutableHashSet<string> _nobody = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    // Null for every node, the name of the only one, or a set that has none or more than one.
    private readonly object? _who;

    private Audience(object who) => _who = who;

    /// <summary>Every node; also the default value.</summary>
    public static Audience AllNodes => default;

    /// <summary>No node: the object is known and held nowhere.</summary>
    public static Audience Nobody { get; } = new(_nobody);

    /// <summary>The nodes by name; null for every node.</summary>
    public IReadOnlySet<string>? NodeNames =>
        _who is string name ? ImmutableHashSet.Create(StringComparer.Ordinal, name) : (ImmutableHashSet<string>?)_who;

    internal bool IsEveryNode => _who is null;

    internal bool HasAtMostOneNode => _who is string || ReferenceEquals(_who, _nobody);

    /// <summary>The node, when there is exactly one.</summary>
    internal string? OnlyNode => _who as string;

    /// <summary>One node.</summary>
    /// <param name="nodeName">Its name.</param>
    public static Audience Node(string nodeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeName);
        return new(nodeName);
    }

    /// <summary>Some nodes; none when the set is empty.</summary>
    /// <param name="nodeNames">
    /// Their names. An <see cref="ImmutableHashSet{T}"/> with ordinal comparison is kept as it is; any other set is copied.
    /// </param>
    public static Audience Nodes(IReadOnlySet<string> nodeNames)
    {
        ArgumentNullException.ThrowIfNull(nodeNames);
        return nodeNames.Count switch
        {
            0 => Nobody,
            1 => Node(nodeNames.First()),
            _ when nodeNames is ImmutableHashSet<string> names && ReferenceEquals(names.KeyComparer, StringComparer.Ordinal) => new(names),
            _ => new(nodeNames.ToImmutableHashSet(StringComparer.Ordinal)),
        };
    }

    /// <summary>Whether a node is meant.</summary>
    public bool Includes(string nodeName) => _who switch
    {
        null => true,
        string only => string.Equals(only, nodeName, StringComparison.Ordinal),
        _ => ((ImmutableHashSet<string>)_who).Contains(nodeName),
    };

    /// <inheritdoc/>
    public bool Equals(Audience other) => (_who, other._who) switch
    {
        (string left, string right) => string.Equals(left, right, StringComparison.Ordinal),
        (ImmutableHashSet<string> left, ImmutableHashSet<string> right) => ReferenceEquals(left, right) || left.SetEquals(right),
        _ => _who is null && other._who is null,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Audience other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _who switch
    {
        null => 0,
        string only => only.GetHashCode(StringComparison.Ordinal),
        _ => ((ImmutableHashSet<string>)_who).Count,
    };

    /// <summary>Names what it means, for logs.</summary>
    public override string ToString() => _who switch
    {
        null => "every node",
        string only => only,
        _ => $"{((ImmutableHashSet<string>)_who).Count} nodes",
    };

    /// <summary>Whether two audiences mean the same nodes.</summary>
    public static bool operator ==(Audience left, Audience right) => left.Equals(right);

    /// <summary>Whether two audiences differ.</summary>
    public static bool operator !=(Audience left, Audience right) => !left.Equals(right);
}
