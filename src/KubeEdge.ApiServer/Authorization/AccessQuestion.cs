namespace KubeEdge.ApiServer.Authorization;

/// <summary>What somebody wants to do: with a resource, or with a path that is none.</summary>
internal sealed record AccessQuestion
{
    public string Verb { get; init; } = string.Empty;

    public string Group { get; init; } = string.Empty;

    public string Resource { get; init; } = string.Empty;

    public string Subresource { get; init; } = string.Empty;

    /// <summary>Empty: all of them, or the resource has none.</summary>
    public string Namespace { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    /// <summary>Null when it is about a resource.</summary>
    public string? Path { get; init; }

    /// <summary>The resource as rules name it.</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
