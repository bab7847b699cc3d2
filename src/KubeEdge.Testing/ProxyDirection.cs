namespace KubeEdge.Testing;

/// <summary>Which way bytes go through a <see cref="FaultProxy"/>.</summary>
public enum ProxyDirection
{
    /// <summary>From whoever connected to the proxy.</summary>
    ToServer,

    /// <summary>To whoever connected to the proxy.</summary>
    ToClient,
}
