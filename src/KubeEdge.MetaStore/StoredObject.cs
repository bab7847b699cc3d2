using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore;

/// <summary>One object as it stands in the store.</summary>
/// <param name="Key">What it is and where it is.</param>
/// <param name="Uid">Its uid; empty when unknown.</param>
/// <param name="ResourceVersion">
/// The number the cloud gave it; for objects rendered by the store the same as <paramref name="Revision"/>.
/// </param>
/// <param name="Revision">The local number of the commit step that wrote it; grows with every write and never goes back.</param>
/// <param name="Origin">Why it is here.</param>
/// <param name="Json">The document as UTF-8 JSON, byte for byte as it was put.</param>
public sealed record StoredObject(
    ResourceKey Key, string Uid, ulong ResourceVersion, long Revision, ObjectOrigin Origin, ReadOnlyMemory<byte> Json);
