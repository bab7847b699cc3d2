using System.Diagnostics.CodeAnalysis;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Outcome of a list call: either a list or an error.</summary>
/// <param name="List">The page.</param>
/// <param name="Error">Why not; <see cref="KubeStatus.IsExpired"/> when the continue token is too old.</param>
public readonly record struct KubeListResult(KubeList? List, KubeStatus? Error)
{
    /// <summary>Whether there is a list.</summary>
    [MemberNotNullWhen(true, nameof(List))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;
}
