using KubeEdge.Kubernetes.Names;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// The desired state as far as a peer takes it. Edges of the original before 1.23 read their node from the cloud and are not sent it, and
/// no edge of the original is ever sent a service account.
/// </summary>
internal sealed class PeerView(IDesiredView desired, LinkPeer peer) : IDesiredView
{
    /// <summary>The type that a peer may begin to take when it is known what it speaks like.</summary>
    public static ResourceType Nodes { get; } = ResourceTable.Default.TryGetByPlural(string.Empty, "nodes", out var type)
        ? type
        : throw new InvalidOperationException("The resource table has no nodes.");

    /// <summary>Whether the node was greeted; before that it is given no devices. True where nobody greets.</summary>
    public bool IsGreeted { get; set; } = true;

    /// <summary>Whether the peer is one of ours, told by what was negotiated.</summary>
    public bool IsOurs => peer.Features.Count > 0;

    public static bool IsNode(ResourceType type) => type.Group.Length == 0 && type.Plural == "nodes";

    public static bool IsDevice(string group) => group == "devices.kubeedge.io";

    /// <summary>Whether the original says update where it says insert for other types.</summary>
    public static bool IsNeverInserted(ResourceType type) => type.Group.Length == 0 && type.Plural is "nodes" or "secrets";

    public DesiredObject? Find(in ResourceKey key, string node) => Takes(key.Group, key.Resource) ? desired.Find(key, node) : null;

    public bool IsAlive(in ResourceKey key, string uid) => desired.IsAlive(key, uid);

    // What the peer does not take may be on it from a time when it did; and the end of a node is the end of its session, not a message.
    public bool IsSynced(ResourceType type) => !IsNode(type) && Takes(type.Group, type.Plural) && desired.IsSynced(type);

    public IEnumerable<DesiredObject> ListFor(string node)
    {
        foreach (var value in desired.ListFor(node))
        {
            if (Takes(value.Key.Group, value.Key.Resource))
            {
                yield return value;
            }
        }
    }

    private bool Takes(string group, string plural) => group.Length > 0 ? IsGreeted || !IsDevice(group) : plural switch
    {
        "nodes" => IsOurs || peer.Wire == WireGeneration.Current,
        "serviceaccounts" => IsOurs,
        _ => true,
    };
}
