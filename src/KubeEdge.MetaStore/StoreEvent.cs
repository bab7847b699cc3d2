namespace KubeEdge.MetaStore;

/// <summary>One step of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Revision">The revision of the change; a watch from here sees everything after it.</param>
/// <param name="Object">
/// The object after the change. For a deletion the tombstone (the last object, or what <see cref="DeleteOptions.Render"/> made of it) with
/// the revision of the deletion; when the object only left the selection, the object as it is now. Null for TooOld and Bookmark.
/// </param>
/// <param name="Previous">The object before the change; null when there was none.</param>
public sealed record StoreEvent(StoreEventKind Kind, long Revision, StoredObject? Object, StoredObject? Previous);
