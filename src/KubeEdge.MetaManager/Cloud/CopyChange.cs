using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>A change of one stored object on its way into the store.</summary>
/// <param name="Batch">What is committed.</param>
/// <param name="IsRecorded">Whether it is recorded as prefetched afterwards; null when nothing changes in that.</param>
internal readonly record struct CopyChange(StoreBatch Batch, bool? IsRecorded);
