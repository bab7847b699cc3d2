using System.Text.Json.Nodes;
using KubeEdge.NodeAgent.Cloud;
using KubeEdge.NodeAgent.Nodes;

namespace KubeEdge.NodeAgent.Leases;

/// <summary>The node's Lease. It belongs to the Node, so that it goes when the Node goes.</summary>
internal static class LeaseDocument
{
    private const string Namespace = "kube-node-lease";

    public static JsonObject New(string node, string nodeUid, TimeSpan duration, DateTimeOffset now) => Renewed(
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = node, ["namespace"] = Namespace, ["creationTimestamp"] = null },
        },
        node,
        nodeUid,
        duration,
        now);

    /// <summary>
    /// The lease as the cloud has it, renewed. Its version goes along, so that somebody else's change is not overwritten unseen.
    /// </summary>
    public static JsonObject Renewed(JsonObject lease, string node, string nodeUid, TimeSpan duration, DateTimeOffset now)
    {
        var renewed = (JsonObject)lease.DeepClone();
        if (JsonRead.Object(renewed, "metadata") is { } metadata)
        {
            metadata["ownerReferences"] = new JsonArray(
                new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node, ["uid"] = nodeUid });
        }

        var spec = renewed["spec"] as JsonObject ?? [];
        renewed["spec"] = spec;
        spec["holderIdentity"] = node;
        spec["leaseDurationSeconds"] = (int)duration.TotalSeconds;
        spec["renewTime"] = KubeTime.Microseconds(now);
        return renewed;
    }
}
