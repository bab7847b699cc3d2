using System.Diagnostics.CodeAnalysis;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>
/// Outcome of a call about one object. Without <see cref="Error"/> it succeeded; then <see cref="Object"/> is what the server answered,
/// or null after a deletion that is complete.
/// </summary>
/// <param name="Object">The object as the server has it now.</param>
/// <param name="Error">Why not. A lost connection is a value too: <see cref="KubeStatus.IsUnreachable"/>.</param>
public readonly record struct KubeResult(KubeObject? Object, KubeStatus? Error)
{
    /// <summary>Whether the call succeeded.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;
}
