using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Listing;

/// <summary>One page of a list.</summary>
/// <param name="ResourceVersion">Version of the whole list.</param>
/// <param name="Items">The objects of this page.</param>
/// <param name="Continue">Token of the next page; null on the last one.</param>
/// <param name="Remaining">Objects behind this page; null when not said.</param>
internal sealed record ListPage(ulong ResourceVersion, IReadOnlyList<StoredObject> Items, string? Continue, long? Remaining);
