using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Reports;

/// <summary>The status of a Device, or of its DeviceStatus, with reports worked in.</summary>
internal static class StatusDocument
{
    private const string State = "state";
    private const string LastOnlineTime = "lastOnlineTime";

    /// <summary>
    /// A merge patch that brings an object to what is reported: the whole list of twins, as lists have no smaller patch, and the version that
    /// it was made from, so that what another hub wrote meanwhile is not undone. Null when the object says all of it already.
    /// </summary>
    public static byte[]? Patch(KubeObject present, PendingStatus pending)
    {
        var status = present.ToNode()["status"] as JsonObject ?? [];
        var changes = Changes(status, pending);
        if (changes.Count == 0)
        {
            return null;
        }

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = present.ResourceVersion },
            ["status"] = changes,
        };
        return Encoding.UTF8.GetBytes(patch.ToJsonString());
    }

    /// <summary>The members of a status that reports change, as they are to be.</summary>
    public static JsonObject Changes(JsonObject status, PendingStatus pending)
    {
        JsonObject changes = [];
        if (pending.Properties.Count > 0)
        {
            var former = status["twins"] as JsonArray ?? [];
            var twins = Apply(former, pending);
            if (!JsonNode.DeepEquals(former, twins))
            {
                changes["twins"] = twins;
            }
        }

        if (pending.State is { } state)
        {
            Set(changes, status, State, state.State);
            Set(changes, status, LastOnlineTime, state.LastOnlineTime);
        }

        return changes;
    }

    private static void Set(JsonObject changes, JsonObject status, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && !(status[name] is JsonValue present && present.TryGetValue(out string? text) && text == value))
        {
            changes[name] = value;
        }
    }

    private static JsonArray Apply(JsonArray former, PendingStatus pending)
    {
        HashSet<string> done = new(StringComparer.Ordinal);
        JsonArray twins = [];
        foreach (var entry in former)
        {
            if (entry is JsonObject twin && NameOf(twin) is { } name && pending.Properties.TryGetValue(name, out var change))
            {
                if (done.Add(name) && Apply(twin, name, change) is { } changed)
                {
                    twins.Add((JsonNode)changed);
                }
            }
            else
            {
                twins.Add(entry?.DeepClone());
            }
        }

        foreach (var (name, change) in pending.Properties.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            if (!done.Contains(name) && Apply(null, name, change) is { } added)
            {
                twins.Add((JsonNode)added);
            }
        }

        return twins;
    }

    private static string? NameOf(JsonObject twin) =>
        twin["propertyName"] is JsonValue value && value.TryGetValue(out string? name) ? name : null;

    // Null when the property is to be left out: deleted, and nothing said of it since.
    private static JsonObject? Apply(JsonObject? former, string name, in PendingProperty change)
    {
        if (change is { IsReset: true, Reported: null, Desired: null })
        {
            return null;
        }

        var twin = change.IsReset || former is null ? [] : former.DeepClone().AsObject();
        twin["propertyName"] = name;
        Put(twin, "reported", change.Reported);
        Put(twin, "observedDesired", change.Desired);
        return twin;
    }

    // Both halves are always written, as the original does and its definitions ask.
    private static void Put(JsonObject twin, string half, ReportedValue? value)
    {
        if (value is null)
        {
            twin[half] ??= new JsonObject { ["value"] = string.Empty };
            return;
        }

        JsonObject metadata = [];
        if (value.TimestampMs is { } time)
        {
            metadata["timestamp"] = time.ToString(CultureInfo.InvariantCulture);
        }

        if (value.Type is { } type)
        {
            metadata["type"] = type;
        }

        twin[half] = metadata.Count == 0
            ? new JsonObject { ["value"] = value.Value }
            : new JsonObject { ["value"] = value.Value, ["metadata"] = metadata };
    }
}
