namespace KubeEdge.Kubernetes.Configuration;

/// <summary>A value that a file or an override gives.</summary>
/// <param name="Place">Where it is given.</param>
/// <param name="Text">The scalar; null for a collection.</param>
/// <param name="Items">The items of a list.</param>
/// <param name="Pairs">The members of a mapping.</param>
internal sealed record ConfigurationEntry(
    string Place,
    string? Text = null,
    IReadOnlyList<string>? Items = null,
    IReadOnlyDictionary<string, string>? Pairs = null);
