using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore;

/// <summary>The outcome of a commit.</summary>
/// <param name="Status">Whether the batch is stored, and if not, why.</param>
/// <param name="Revision">
/// The revision of the last object written by the batch; when it wrote none, the store's revision at that moment.
/// </param>
/// <param name="Applied">Operations that changed something.</param>
/// <param name="Skipped">Operations that had nothing to do: an older version put, an absent object deleted.</param>
/// <param name="ConflictKey">
/// The object whose condition failed; null unless <paramref name="Status"/> is <see cref="CommitStatus.Conflict"/>.
/// </param>
public readonly record struct CommitResult(
    CommitStatus Status, long Revision = 0, int Applied = 0, int Skipped = 0, ResourceKey? ConflictKey = null);
