using System.Collections.Immutable;

namespace KubeEdge.Viaduct.WebSockets;

/// <summary>The value of the <c>KubeEdge-Features</c> header: names separated by commas.</summary>
internal static class FeatureList
{
    /// <summary>Reads it; empty when the peer sent none.</summary>
    public static IReadOnlySet<string> Parse(string? value) =>
        string.IsNullOrWhiteSpace(value)
            ? ImmutableHashSet<string>.Empty
            : value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>What both sides have.</summary>
    public static IReadOnlySet<string> Intersect(IEnumerable<string> ours, IReadOnlySet<string> theirs) =>
        ours.Where(theirs.Contains).ToImmutableHashSet(StringComparer.Ordinal);
}
