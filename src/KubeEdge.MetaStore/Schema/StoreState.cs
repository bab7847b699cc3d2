namespace KubeEdge.MetaStore.Schema;

/// <summary>What must outlive the rows that showed it.</summary>
/// <param name="Revision">No revision up to this one may be given out again.</param>
/// <param name="Floor">Events up to this revision are retired: a watch cannot start before it.</param>
/// <param name="Version">The highest resource version among the rows that are gone.</param>
/// <param name="Touched">Counts writes made only to have something to sync.</param>
internal readonly record struct StoreState(long Revision, long Floor, ulong Version, long Touched);
