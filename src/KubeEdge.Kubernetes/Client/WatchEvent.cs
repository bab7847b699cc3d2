using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>One event of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The object; null for <see cref="WatchEventKind.Error"/> and only then.</param>
/// <param name="Error">
/// The reason; set for <see cref="WatchEventKind.Error"/> and only then. <see cref="KubeStatus.IsExpired"/>: list again;
/// <see cref="KubeStatus.IsUnreachable"/>: watch again from the last version seen.
/// </param>
public readonly record struct WatchEvent(WatchEventKind Kind, KubeObject? Object, KubeStatus? Error)
{
    internal static WatchEvent Failed(KubeStatus error) => new(WatchEventKind.Error, null, error);
}
