using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Hosting.Cloud.Embedded;

/// <summary>What a node says of itself, as far as its life cycle needs it.</summary>
/// <param name="ResourceVersion">The version that this was read from.</param>
/// <param name="Heartbeat">The time of its last report; empty when it never reported.</param>
/// <param name="Known">The conditions that it reported, and that are not known to be unknown.</param>
internal sealed record NodeConditions(string ResourceVersion, string Heartbeat, IReadOnlySet<string> Known)
{
    private const string Reason = "NodeStatusUnknown";
    private const string Message = "Kubelet stopped posting node status.";
    private const string NeverReason = "NodeStatusNeverUpdated";
    private const string NeverMessage = "Kubelet never posted node status.";
    private const string Unknown = "Unknown";
    private static readonly string[] _usual = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];

    /// <summary>Whether the node is held to be lost already.</summary>
    public bool IsLost { get; private init; }

    /// <summary>Conditions of every kubelet that the node never reported.</summary>
    private IReadOnlyList<string> Missing { get; init; } = [];

    public static NodeConditions Read(KubeObject node)
    {
        var heartbeat = string.Empty;
        var known = new HashSet<string>(StringComparer.Ordinal);
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var condition in node.ToNode()["status"]?["conditions"] as JsonArray ?? [])
        {
            var type = Text(condition, "type");
            present.Add(type);
            if (type == _usual[0])
            {
                heartbeat = Text(condition, "lastHeartbeatTime");
            }

            if (Text(condition, "status") != Unknown)
            {
                known.Add(type);
            }
        }

        var missing = Array.FindAll(_usual, type => !present.Contains(type));
        return new NodeConditions(node.ResourceVersion, heartbeat, known)
        {
            IsLost = known.Count == 0 && missing.Length == 0,
            Missing = missing,
        };
    }

    /// <summary>
    /// The patch that says that nobody knows how the node is. It is bound to the version that was looked at, so that a report which comes
    /// at the same moment wins.
    /// </summary>
    public ReadOnlyMemory<byte> LostPatch(DateTimeOffset now)
    {
        var conditions = new JsonArray();
        foreach (var type in Known)
        {
            conditions.Add((JsonNode)Condition(type, Reason, Message, now));
        }

        foreach (var type in Missing)
        {
            conditions.Add((JsonNode)Condition(type, NeverReason, NeverMessage, now));
        }

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = ResourceVersion },
            ["status"] = new JsonObject { ["conditions"] = conditions },
        };
        return JsonSerializer.SerializeToUtf8Bytes(patch, LifecycleJson.Default.JsonObject);
    }

    private static JsonObject Condition(string type, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = Unknown,
        ["lastTransitionTime"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["reason"] = reason,
        ["message"] = message,
    };

    /// <summary>The text of a member; empty when there is none.</summary>
    public static string Text(JsonNode? value, string name) =>
        value is JsonObject members && members[name] is JsonValue text && text.TryGetValue<string>(out var found) ? found : string.Empty;
}
