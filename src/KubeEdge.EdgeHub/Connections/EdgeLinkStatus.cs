using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>The state of the link to the cloud at one moment.</summary>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Since">When it entered that phase.</param>
/// <param name="Detail">Why it is not connected, for people; null when it is.</param>
/// <param name="Peer">The cloud end; null unless connected.</param>
public sealed record EdgeLinkStatus(EdgeLinkPhase Phase, DateTimeOffset Since, string? Detail = null, LinkPeer? Peer = null)
{
    /// <summary>Whether messages can reach the cloud now.</summary>
    public bool IsConnected => Phase == EdgeLinkPhase.Connected;

    /// <summary>
    /// Which generation of the original the cloud speaks like; <see cref="WireGeneration.Unknown"/> until its messages told, and without a link.
    /// </summary>
    public WireGeneration Wire => Peer?.Wire ?? WireGeneration.Unknown;

    /// <summary>
    /// What stands in place of the namespace in resources of nodes, which have none: <c>null</c> with a cloud of the newest releases,
    /// <c>default</c> with an older one or one whose generation is not known yet.
    /// </summary>
    public string NodeNamespace => Wire == WireGeneration.Current ? "null" : "default";

    /// <summary>
    /// Whether the cloud names devices by namespace and name, as the newest releases do, or by the name alone; null while that is not known.
    /// </summary>
    public bool? NamesDevicesByNamespace => Wire switch
    {
        WireGeneration.Current => true,
        WireGeneration.Release115 => false,
        _ => null,
    };

    /// <summary>Whether both ends have a feature beyond the original's wire; false without a link and with a cloud of the original.</summary>
    /// <param name="feature">Its name, as it was added to <see cref="EdgeHubOptions.Features"/>.</param>
    public bool HasFeature(string feature) => Peer?.Features.Contains(feature) ?? false;
}
