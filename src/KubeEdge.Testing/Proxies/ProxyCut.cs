namespace KubeEdge.Testing.Proxies;

/// <summary>Where one connection is reset.</summary>
/// <param name="Direction">The direction that is counted.</param>
/// <param name="Bytes">How many bytes pass.</param>
internal readonly record struct ProxyCut(ProxyDirection Direction, long Bytes);
