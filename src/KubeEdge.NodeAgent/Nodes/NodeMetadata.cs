using System.Text.Json.Nodes;
using KubeEdge.EdgeHub;
using KubeEdge.NodeAgent.Cloud;
using KubeEdge.NodeAgent.Machine;
using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>The labels and annotations that the node wants to have.</summary>
internal sealed class NodeMetadata(IMachine machine, IOptions<EdgeHubOptions> hub, IOptions<NodeAgentOptions> options)
{
    public string Name => hub.Value.NodeName;

    /// <summary>The node as it is registered.</summary>
    public JsonObject NewNode(NodeStatus status) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["creationTimestamp"] = null,
            ["labels"] = ToObject(Labels()),
            ["annotations"] = ToObject(Annotations()),
        },
        ["spec"] = new JsonObject(),
        ["status"] = status.Value.DeepClone(),
    };

    /// <summary>A patch that gives a registered node what it lacks; null when it lacks nothing. Others' labels stay.</summary>
    public JsonObject? Missing(JsonObject node)
    {
        var metadata = new JsonObject();
        AddMissing(metadata, node, "labels", Labels());
        AddMissing(metadata, node, "annotations", Annotations());
        return metadata.Count == 0 ? null : new JsonObject { ["metadata"] = metadata };
    }

    private SortedDictionary<string, string> Labels()
    {
        var facts = machine.Facts;
        return new SortedDictionary<string, string>(options.Value.Labels, StringComparer.Ordinal)
        {
            ["beta.kubernetes.io/arch"] = facts.Architecture,
            ["beta.kubernetes.io/os"] = facts.OperatingSystem,
            ["kubernetes.io/arch"] = facts.Architecture,
            ["kubernetes.io/hostname"] = Name,
            ["kubernetes.io/os"] = facts.OperatingSystem,
            ["node-role.kubernetes.io/agent"] = string.Empty,
            ["node-role.kubernetes.io/edge"] = string.Empty,
        };
    }

    private SortedDictionary<string, string> Annotations() => new(options.Value.Annotations, StringComparer.Ordinal)
    {
        ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true",
    };

    private static void AddMissing(JsonObject metadata, JsonObject node, string name, SortedDictionary<string, string> wanted)
    {
        var present = JsonRead.Object(node, "metadata", name) ?? [];
        foreach (var (key, value) in wanted)
        {
            if (present[key] is not JsonValue text || !text.TryGetValue<string>(out var found) || found != value)
            {
                var missing = metadata[name] as JsonObject ?? [];
                metadata[name] = missing;
                missing[key] = value;
            }
        }
    }

    private static JsonObject ToObject(SortedDictionary<string, string> map)
    {
        var value = new JsonObject();
        foreach (var (key, text) in map)
        {
            value[key] = text;
        }

        return value;
    }
}
