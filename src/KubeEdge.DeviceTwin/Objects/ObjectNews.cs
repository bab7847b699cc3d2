namespace KubeEdge.DeviceTwin.Objects;

/// <summary>Device objects of the store, on their way to the module.</summary>
/// <param name="Present">Those that are there.</param>
/// <param name="Gone">Those that are not any more.</param>
/// <param name="All">All that there are, when this is known: others are gone; null otherwise.</param>
internal sealed record ObjectNews(
    IReadOnlyList<DeviceObject> Present, IReadOnlyList<DeviceId> Gone, IReadOnlyCollection<DeviceId>? All = null);
