using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Pods: the columns that say whether a pod works.</summary>
internal static class PodTable
{
    public static TableDefinition Definition { get; } = new(
        [
            TableDefinition.NameColumn, new("Ready"), new("Status"), new("Restarts"), TableDefinition.AgeColumn,
            new("IP", Priority: 1), new("Node", Priority: 1), new("Nominated Node", Priority: 1), new("Readiness Gates", Priority: 1),
        ],
        Cells);

    private static JsonNode?[] Cells(JsonObject value, DateTimeOffset now)
    {
        var ready = 0;
        var restarts = 0L;
        foreach (var container in JsonField.Items(value, "status", "containerStatuses"))
        {
            ready += JsonField.Flag(container, "ready") ? 1 : 0;
            restarts += JsonField.Number(container, "restartCount");
        }

        return
        [
            ObjectMeta.Name(value),
            $"{ready}/{JsonField.Items(value, "spec", "containers").Count()}",
            Status(value),
            restarts.ToString(CultureInfo.InvariantCulture),
            ObjectAge.Of(value, now),
            JsonField.OrNone(JsonField.Text(value, "status", "podIP")),
            JsonField.OrNone(JsonField.Text(value, "spec", "nodeName")),
            JsonField.OrNone(JsonField.Text(value, "status", "nominatedNodeName")),
            Gates(value),
        ];
    }

    private static string Status(JsonObject value)
    {
        var status = JsonField.Text(value, "status", "reason");
        if (status.Length == 0)
        {
            status = JsonField.Text(value, "status", "phase");
        }

        foreach (var container in JsonField.Items(value, "status", "containerStatuses").Reverse())
        {
            status = Reason(container) ?? status;
        }

        return !ObjectMeta.IsDeleting(value) ? status
            : JsonField.Text(value, "status", "reason") == "NodeLost" ? "Unknown"
            : "Terminating";
    }

    /// <summary>Why a container does not run; null while it does.</summary>
    private static string? Reason(JsonNode? container)
    {
        var waiting = JsonField.Text(container, "state", "waiting", "reason");
        if (waiting.Length > 0)
        {
            return waiting;
        }

        var ended = JsonField.Text(container, "state", "terminated", "reason");
        if (ended.Length > 0)
        {
            return ended;
        }

        if (!JsonField.IsObject(container, "state", "terminated"))
        {
            return null;
        }

        var signal = JsonField.Number(container, "state", "terminated", "signal");
        return signal != 0 ? $"Signal:{signal}" : $"ExitCode:{JsonField.Number(container, "state", "terminated", "exitCode")}";
    }

    private static string Gates(JsonObject value)
    {
        var gates = JsonField.Items(value, "spec", "readinessGates").Select(gate => JsonField.Text(gate, "conditionType")).ToArray();
        if (gates.Length == 0)
        {
            return "<none>";
        }

        var met = JsonField.Items(value, "status", "conditions")
            .Count(condition => gates.Contains(JsonField.Text(condition, "type"), StringComparer.Ordinal)
                && JsonField.Text(condition, "status") == "True");
        return $"{met}/{gates.Length}";
    }
}
