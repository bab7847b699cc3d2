using System.Collections.Immutable;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>What a status is about. Kubernetes leaves empty members out.</summary>
public sealed record KubeStatusDetails
{
    /// <summary>Object name; empty when the status is about no single object.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; init; } = string.Empty;

    /// <summary>Plural resource, except for reason <c>Invalid</c>, where it is the kind.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Uid of the object; mostly empty.</summary>
    public string Uid { get; init; } = string.Empty;

    /// <summary>Single reasons; empty for most statuses.</summary>
    public ImmutableArray<KubeStatusCause> Causes { get; init; } = [];

    /// <summary>When to try again, in seconds; 0 when not said.</summary>
    public int RetryAfterSeconds { get; init; }
}
