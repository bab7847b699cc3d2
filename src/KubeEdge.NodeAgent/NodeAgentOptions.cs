using System.Net;

namespace KubeEdge.NodeAgent;

/// <summary>What the node tells about itself, and how often. The node's name is EdgeHub's.</summary>
public sealed class NodeAgentOptions
{
    /// <summary>Labels beside those that every node has. Default: none. The original's <c>nodeLabels</c>.</summary>
    public IDictionary<string, string> Labels { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Annotations beside those that every node has. Default: none.</summary>
    public IDictionary<string, string> Annotations { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The address reported as <c>InternalIP</c>. Null, the default, for the machine's first address on a network that has a gateway. The
    /// original's <c>nodeIP</c>.
    /// </summary>
    public IPAddress? NodeAddress { get; set; }

    /// <summary>
    /// The version reported as <c>kubeletVersion</c>. Tools of the original read what follows <c>-kubeedge-</c>, so keep that form. Default:
    /// that of the release whose wire this node speaks, with this package's version as build metadata.
    /// </summary>
    public string KubeletVersion { get; set; } = NodeVersions.Kubelet;

    /// <summary>The <c>pods</c> of capacity and allocatable. Default 110, limits 0 to 1,000. The original's <c>maxPods</c>.</summary>
    public int MaxPods { get; set; } = 110;

    /// <summary>
    /// How long the cloud counts the node as alive after a renewal of its lease. Default 40 s, limits 4 s to 10 min. It is renewed every
    /// quarter of it.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How often the status is computed, and sent when it has changed. Default 10 s, limits 1 s to 10 min.</summary>
    public TimeSpan StatusInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the status is sent when nothing has changed. Default 5 min, limits <see cref="StatusInterval"/> to 1 h.</summary>
    public TimeSpan StatusReportInterval { get; set; } = TimeSpan.FromMinutes(5);
}
