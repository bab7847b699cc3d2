namespace KubeEdge.MetaStore.Log;

/// <summary>The numbers of a log row.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Kind">Put or tombstone.</param>
/// <param name="Version">The resource version.</param>
/// <param name="Origin">Why the object is stored.</param>
/// <param name="Time">Unix milliseconds of the commit.</param>
/// <param name="Expires">Unix milliseconds at which the object ends; 0 for never.</param>
/// <param name="Previous">Revision of the object that it replaced or removed; 0 when there was none.</param>
internal readonly record struct LogHeader(
    long Revision, LogKind Kind, ulong Version, ObjectOrigin Origin, long Time, long Expires, long Previous);
