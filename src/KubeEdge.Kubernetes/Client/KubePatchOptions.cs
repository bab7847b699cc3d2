namespace KubeEdge.Kubernetes.Client;

/// <summary>Details of a patch.</summary>
public sealed record KubePatchOptions
{
    /// <summary>Subresource to patch, for example <c>status</c>; null for the object itself.</summary>
    public string? Subresource { get; init; }

    /// <summary>Who owns the changed fields. Default: null, which for <see cref="PatchKind.Apply"/> means <c>kubeedge</c>.</summary>
    public string? FieldManager { get; init; }

    /// <summary>
    /// With <see cref="PatchKind.Apply"/>: take fields over from other managers instead of answering <c>Conflict</c>. Default: false.
    /// </summary>
    public bool Force { get; init; }
}
