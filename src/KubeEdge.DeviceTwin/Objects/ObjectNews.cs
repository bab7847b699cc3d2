namespace KubeEdge.DeviceTwin.Objects;

/// <summary>Device objects of the store, on their way to the module.</summary>
/// <param name="Present">Those that are there.</param>
/// <param name="Gone">Those that are not any more.</param>
/// <param name="IsWhole">Whether <paramref name="Present"/> are all that there are.</param>
internal sealed record ObjectNews(IReadOnlyList<DeviceObject> Present, IReadOnlyList<DeviceId> Gone, bool IsWhole);
