namespace KubeEdge.MetaStore.Watching;

/// <summary>What a watch got for its next step.</summary>
/// <param name="TooOld">The log no longer holds what comes next.</param>
/// <param name="Events">Events in order.</param>
/// <param name="UpTo">The revision up to which they are complete.</param>
internal readonly record struct EventChunk(bool TooOld, IReadOnlyList<LogEvent> Events, long UpTo);
