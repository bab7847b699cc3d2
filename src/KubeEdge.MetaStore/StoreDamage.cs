using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore;

/// <summary>Damage that was found and set aside.</summary>
/// <param name="Kind">What was hit.</param>
/// <param name="Found">When it was found.</param>
/// <param name="Key">The object concerned; null when it is not about one object or its key is unreadable.</param>
/// <param name="Detail">What exactly, for the operator.</param>
public sealed record StoreDamage(DamageKind Kind, DateTimeOffset Found, ResourceKey? Key, string Detail);
