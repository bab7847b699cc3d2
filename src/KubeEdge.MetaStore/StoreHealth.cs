using System.Collections.Immutable;

namespace KubeEdge.MetaStore;

/// <summary>A picture of the store's health at one moment.</summary>
/// <param name="Status">Whether it serves.</param>
/// <param name="Reason">Why it does not write; null while it does.</param>
/// <param name="Damage">Damage found since it was opened, oldest first; the newest 100.</param>
/// <param name="DamageCount">How much damage was found since it was opened.</param>
/// <param name="SqliteVersion">Version of the SQLite library in use.</param>
public sealed record StoreHealth(
    StoreStatus Status, string? Reason, ImmutableArray<StoreDamage> Damage, long DamageCount, string SqliteVersion);
