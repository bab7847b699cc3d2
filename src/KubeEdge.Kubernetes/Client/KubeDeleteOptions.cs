namespace KubeEdge.Kubernetes.Client;

/// <summary>How and on which condition to delete.</summary>
public sealed record KubeDeleteOptions
{
    /// <summary>Delete only the object with this uid, else <c>Conflict</c>; null for any.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only this version, else <c>Conflict</c>; null for any.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>; null leaves it to the resource's default.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Seconds for an orderly end; 0 deletes at once, null leaves it to the object.</summary>
    public int? GracePeriodSeconds { get; init; }
}
