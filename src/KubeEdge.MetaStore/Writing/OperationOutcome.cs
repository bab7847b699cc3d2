using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Writing;

/// <summary>What became of one operation.</summary>
/// <param name="Status">Committed when it may stand.</param>
/// <param name="Changed">Whether it changed something.</param>
/// <param name="Key">The object in conflict.</param>
internal readonly record struct OperationOutcome(CommitStatus Status, bool Changed = false, ResourceKey? Key = null)
{
    public static OperationOutcome Applied { get; } = new(CommitStatus.Committed, true);

    public static OperationOutcome Skipped { get; } = new(CommitStatus.Committed);

    public static OperationOutcome TooLarge { get; } = new(CommitStatus.TooLarge);

    public static OperationOutcome QueueFull { get; } = new(CommitStatus.QueueFull);

    public static OperationOutcome Conflict(in ResourceKey key) => new(CommitStatus.Conflict, false, key);
}
