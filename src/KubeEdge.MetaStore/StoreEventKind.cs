namespace KubeEdge.MetaStore;

/// <summary>What a <see cref="StoreEvent"/> tells.</summary>
public enum StoreEventKind
{
    /// <summary>The object is new, or has entered the selection.</summary>
    Added,

    /// <summary>The object has changed and is in the selection before and after.</summary>
    Modified,

    /// <summary>The object is gone, or has left the selection.</summary>
    Deleted,

    /// <summary>
    /// The place to start from, or to go on from, is no longer in the log. Always the last event: take a snapshot and watch from its
    /// revision.
    /// </summary>
    TooOld,

    /// <summary>Nothing changed in the selection up to <see cref="StoreEvent.Revision"/>. Only sent on request.</summary>
    Bookmark,
}
