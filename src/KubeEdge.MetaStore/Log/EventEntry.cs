namespace KubeEdge.MetaStore.Log;

/// <summary>What retirement and version look-ups need to know of an event.</summary>
/// <param name="Revision">Its row in the log.</param>
/// <param name="Version">Its resource version.</param>
/// <param name="Previous">The row that it made superfluous; 0 for none.</param>
/// <param name="Time">Unix milliseconds of its commit.</param>
/// <param name="Bytes">Length of its value.</param>
/// <param name="IsTombstone">Whether it goes too when it retires: nothing points at a tombstone.</param>
internal readonly record struct EventEntry(long Revision, ulong Version, long Previous, long Time, int Bytes, bool IsTombstone);
