using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Listing;

/// <summary>
/// Which numbers clients see as resource versions.
/// In a store of its own the server numbers everything by the store's revision, so every number names exactly one state.
/// Over an edge store they are the numbers that the cloud gave: a list shows the highest one that the store has ever taken in, and a
/// watch from a number goes on after the event that carried it, or, where there is none, after the next lower one. What a client has
/// seen may come again then; nothing is left out.
/// </summary>
internal sealed class VersionSpace(bool isCloud)
{
    /// <summary>Whether a number beyond the newest one is an error. At the edge it is not: the cloud may be ahead.</summary>
    public bool IsClosed => !isCloud;

    public ulong Of(StoreSnapshot snapshot) => isCloud ? snapshot.ResourceVersion : (ulong)snapshot.Revision;

    public ulong Of(StoreEvent change) => isCloud ? change.Object?.ResourceVersion ?? 0 : (ulong)change.Revision;

    public WatchStart Start(ulong version) =>
        isCloud || version > long.MaxValue ? WatchStart.AtResourceVersion(version) : WatchStart.AtRevision((long)version);
}
