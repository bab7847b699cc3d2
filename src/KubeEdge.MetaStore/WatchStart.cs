namespace KubeEdge.MetaStore;

/// <summary>
/// Where a watch begins. Everything after that place is seen once and in order, or the watch says <see cref="StoreEventKind.TooOld"/>.
/// </summary>
public readonly record struct WatchStart
{
    private WatchStart(WatchStartKind kind, ulong number, string? name) => (Kind, Number, Name) = (kind, number, name);

    /// <summary>After the newest commit at the time of the call.</summary>
    public static WatchStart Now => new(WatchStartKind.Now, 0, null);

    internal WatchStartKind Kind { get; }

    internal ulong Number { get; }

    internal string? Name { get; }

    /// <summary>After a revision, usually the one of a <see cref="StoreSnapshot"/> or of the last event seen.</summary>
    /// <param name="revision">
    /// At least 0. A revision that this store has not reached counts as too old: it belongs to another history.
    /// </param>
    public static WatchStart AtRevision(long revision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        return new(WatchStartKind.Revision, (ulong)revision, null);
    }

    /// <summary>
    /// After the event that carried this resource version, or, when none did, after the one with the next lower version. Changes that the
    /// caller has seen already may come again; none is left out.
    /// </summary>
    /// <param name="resourceVersion">A version from an object, an event or <see cref="StoreSnapshot.ResourceVersion"/>.</param>
    public static WatchStart AtResourceVersion(ulong resourceVersion) => new(WatchStartKind.ResourceVersion, resourceVersion, null);

    /// <summary>
    /// After the place that a named cursor has reached. A cursor that was never set starts at the beginning of the log while that is whole,
    /// and is too old afterwards.
    /// </summary>
    /// <param name="name">The name given to <see cref="IMetaStore.AdvanceCursorAsync"/> or <see cref="StoreBatch.AdvanceCursor"/>.</param>
    public static WatchStart Cursor(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(WatchStartKind.Cursor, 0, name);
    }
}
