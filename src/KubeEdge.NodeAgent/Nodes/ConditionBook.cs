using System.Text.Json.Nodes;
using KubeEdge.NodeAgent.Cloud;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>Remembers since when each condition is what it is, so that a heartbeat does not look like a change.</summary>
internal sealed class ConditionBook(TimeProvider timeProvider)
{
    private readonly Dictionary<string, (string Status, DateTimeOffset Since)> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes over what the cloud has: a condition that it holds to be unknown, because it had not heard of the node, changes with the next
    /// report.
    /// </summary>
    public void Adopt(JsonObject node)
    {
        foreach (var condition in JsonRead.Object(node, "status")?["conditions"] as JsonArray ?? [])
        {
            var type = JsonRead.Text(condition, "type");
            if (type.Length > 0 && KubeTime.Parse(JsonRead.Text(condition, "lastTransitionTime")) is { } since)
            {
                _known[type] = (JsonRead.Text(condition, "status"), since);
            }
        }
    }

    /// <summary>The conditions as they go into a status, with the heartbeat of now.</summary>
    public JsonArray Write(IReadOnlyList<NodeCondition> conditions)
    {
        var now = timeProvider.GetUtcNow();
        var written = new JsonArray();
        foreach (var condition in conditions)
        {
            written.Add((JsonNode)new JsonObject
            {
                ["type"] = condition.Type,
                ["status"] = condition.Status,
                ["lastHeartbeatTime"] = KubeTime.Seconds(now),
                ["lastTransitionTime"] = KubeTime.Seconds(SinceOf(condition, now)),
                ["reason"] = condition.Reason,
                ["message"] = condition.Message,
            });
        }

        return written;
    }

    private DateTimeOffset SinceOf(NodeCondition condition, DateTimeOffset now)
    {
        var since = condition.Since
            ?? (_known.TryGetValue(condition.Type, out var known) && known.Status == condition.Status ? known.Since : now);
        _known[condition.Type] = (condition.Status, since);
        return since;
    }
}
