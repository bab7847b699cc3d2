using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Tests.Model;

internal sealed record ModelEvent(long Revision, ResourceKey Key, ModelObject? Object, ModelObject? Previous)
{
    /// <summary>What a watch for a label (null for all) sees of it; null when nothing.</summary>
    public string? Seen(string? label)
    {
        var before = Previous is not null && (label is null || Previous.Label == label);
        var after = Object is not null && (label is null || Object.Label == label);
        StoreEventKind? kind = (before, after) switch
        {
            (false, true) => StoreEventKind.Added,
            (true, true) => StoreEventKind.Modified,
            (true, false) => StoreEventKind.Deleted,
            _ => null,
        };
        return kind is null ? null : Text(kind.Value, Revision, Key, (Object ?? Previous)?.Version ?? 0, Previous?.Version);
    }

    public static string Text(StoreEventKind kind, long revision, ResourceKey key, ulong version, ulong? previous) =>
        $"{revision} {kind} {key} v{version} was v{previous}";
}
