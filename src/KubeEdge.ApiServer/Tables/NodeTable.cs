using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Nodes.</summary>
internal static class NodeTable
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    public static TableDefinition Definition { get; } = new(
        [
            TableDefinition.NameColumn, new("Status"), new("Roles"), TableDefinition.AgeColumn, new("Version"),
            new("Internal-IP", Priority: 1), new("External-IP", Priority: 1), new("OS-Image", Priority: 1),
            new("Kernel-Version", Priority: 1), new("Container-Runtime", Priority: 1),
        ],
        Cells);

    private static JsonNode?[] Cells(JsonObject value, DateTimeOffset now) =>
    [
        ObjectMeta.Name(value),
        Status(value),
        Roles(value),
        ObjectAge.Of(value, now),
        JsonField.Text(value, "status", "nodeInfo", "kubeletVersion"),
        Address(value, "InternalIP"),
        Address(value, "ExternalIP"),
        OrUnknown(JsonField.Text(value, "status", "nodeInfo", "osImage")),
        OrUnknown(JsonField.Text(value, "status", "nodeInfo", "kernelVersion")),
        OrUnknown(JsonField.Text(value, "status", "nodeInfo", "containerRuntimeVersion")),
    ];

    private static string Status(JsonObject value)
    {
        var status = "Unknown";
        foreach (var condition in JsonField.Items(value, "status", "conditions"))
        {
            if (JsonField.Text(condition, "type") == "Ready")
            {
                status = JsonField.Text(condition, "status") == "True" ? "Ready" : "NotReady";
            }
        }

        return JsonField.Flag(value, "spec", "unschedulable") ? $"{status},SchedulingDisabled" : status;
    }

    private static string Roles(JsonObject value)
    {
        if (value["metadata"]?["labels"] is not JsonObject labels)
        {
            return "<none>";
        }

        var roles = labels
            .Select(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..]
                : label.Key == RoleLabel ? JsonField.Text(label.Value)
                : string.Empty)
            .Where(role => role.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return JsonField.OrNone(string.Join(',', roles));
    }

    private static string Address(JsonObject value, string type)
    {
        foreach (var address in JsonField.Items(value, "status", "addresses"))
        {
            if (JsonField.Text(address, "type") == type)
            {
                return JsonField.Text(address, "address");
            }
        }

        return "<none>";
    }

    private static string OrUnknown(string text) => text.Length == 0 ? "<unknown>" : text;
}
