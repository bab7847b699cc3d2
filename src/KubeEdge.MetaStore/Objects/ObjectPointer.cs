namespace KubeEdge.MetaStore.Objects;

/// <summary>Where the current version of an object is.</summary>
/// <param name="Revision">Its row in the log; 0 when there is no such object.</param>
/// <param name="Expires">Unix milliseconds at which it ends; 0 for never.</param>
internal readonly record struct ObjectPointer(long Revision, long Expires);
