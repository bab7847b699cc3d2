using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Events: what happened to what, and when last.</summary>
internal static class EventTable
{
    public static TableDefinition Definition { get; } = new(
        [
            new("Last Seen"), new("Type"), new("Reason"), new("Object"), new("Subobject", Priority: 1), new("Source", Priority: 1),
            new("Message"), new("First Seen", Priority: 1), new("Count", Priority: 1), TableDefinition.NameColumn with { Priority = 1 },
        ],
        Cells);

    private static JsonNode?[] Cells(JsonObject value, DateTimeOffset now)
    {
        var first = Time(value, "firstTimestamp");
        var last = JsonField.Text(value, "lastTimestamp") is { Length: > 0 } found ? found : first;
        var count = Math.Max(1, JsonField.Number(value, "count"));
        return
        [
            ObjectAge.Since(last, now),
            JsonField.Text(value, "type"),
            JsonField.Text(value, "reason"),
            $"{JsonField.Text(value, "involvedObject", "kind").ToLowerInvariant()}/{JsonField.Text(value, "involvedObject", "name")}",
            JsonField.Text(value, "involvedObject", "fieldPath"),
            Source(value),
            JsonField.Text(value, "message").Trim(),
            ObjectAge.Since(first, now),
            count.ToString(CultureInfo.InvariantCulture),
            ObjectMeta.Name(value),
        ];
    }

    private static string Time(JsonObject value, string name) =>
        JsonField.Text(value, name) is { Length: > 0 } time ? time : JsonField.Text(value, "eventTime");

    private static string Source(JsonObject value)
    {
        var component = JsonField.Text(value, "source", "component");
        component = component.Length > 0 ? component : JsonField.Text(value, "reportingComponent");
        var host = JsonField.Text(value, "source", "host");
        return host.Length == 0 ? component : $"{component}, {host}";
    }
}
