namespace KubeEdge.ApiServer.Watching;

/// <summary>What a watch has to do next.</summary>
internal enum WatchStep
{
    Event,
    BookmarkDue,
    Ended,
}
