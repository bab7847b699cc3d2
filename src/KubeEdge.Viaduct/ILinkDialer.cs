namespace KubeEdge.Viaduct;

/// <summary>Makes links to one cloud. The seam for other carriers than WebSocket, and for tests.</summary>
public interface ILinkDialer
{
    /// <summary>Tries once. A failure of the network or a refusal is a value; only cancellation throws.</summary>
    Task<DialResult> DialAsync(CancellationToken cancellationToken = default);
}
