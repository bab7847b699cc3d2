namespace KubeEdge.MetaStore.Schema;

/// <summary>What must outlive the rows that showed it.</summary>
/// <param name="Reserved">
/// Revisions up to this one may have been given out. It is raised, synced, before the first of them is, so that a power cut which takes
/// commits back does not take revisions back that somebody has seen.
/// </param>
/// <param name="Floor">Events up to this revision are retired: a watch cannot start before it.</param>
/// <param name="Version">The highest resource version among the rows that are gone.</param>
/// <param name="GapStart">The last revision before the newest gap: what was given out in the gap and lost belongs to no history.</param>
/// <param name="GapEnd">The last revision of that gap.</param>
/// <param name="Touched">Counts writes made only to have something to sync.</param>
internal readonly record struct StoreState(long Reserved, long Floor, ulong Version, long GapStart, long GapEnd, long Touched)
{
    /// <summary>Whether a revision lies where commits were lost.</summary>
    public bool IsInGap(long revision) => revision > GapStart && revision < GapEnd;
}
