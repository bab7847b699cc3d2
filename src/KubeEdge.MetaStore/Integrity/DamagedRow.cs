using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>A row that did not match its checksum.</summary>
/// <param name="Kind">Which table.</param>
/// <param name="Row">Its row number, where it has one.</param>
/// <param name="Key">The object, or for a record its set (as namespace) and key (as name).</param>
/// <param name="Name">Cursor or queue.</param>
internal readonly record struct DamagedRow(DamageKind Kind, long Row, ResourceKey? Key, string? Name);
