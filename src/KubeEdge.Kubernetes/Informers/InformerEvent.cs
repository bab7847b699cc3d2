using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Informers;

/// <summary>One change of what an informer knows.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Object">
/// The object; for a deletion its last state, as far as the server told it, else as last known. Null for <see
/// cref="InformerEventKind.Synced"/> and only then.
/// </param>
/// <param name="Previous">What was known before; null for an addition.</param>
public readonly record struct InformerEvent(InformerEventKind Kind, KubeObject? Object, KubeObject? Previous);
