namespace KubeEdge.ApiServer.Watching;

/// <summary>Times of a watch.</summary>
/// <param name="Longest">A watch that names no end is ended after this, so that clients spread over restarts and servers.</param>
/// <param name="BookmarkInterval">How often a client that asked for it learns how far it is.</param>
/// <param name="WriteTimeout">A client that takes nothing for so long is cut off.</param>
internal sealed record WatchLimits(TimeSpan Longest, TimeSpan BookmarkInterval, TimeSpan WriteTimeout);
