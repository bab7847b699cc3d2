using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>A list, or one page of it.</summary>
/// <param name="Items">Objects of this page, in the server's order. Each has its own bytes and its type members.</param>
/// <param name="ResourceVersion">Version of the whole list; a watch from it sees every later change.</param>
/// <param name="Continue">Token for the next page; null after the last.</param>
/// <param name="RemainingItems">How many follow this page; null when the server does not say.</param>
public sealed record KubeList(IReadOnlyList<KubeObject> Items, string ResourceVersion, string? Continue, long? RemainingItems);
