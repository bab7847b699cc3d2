using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Roles, which show their time instead of their age, and their bindings.</summary>
internal static class RoleTable
{
    public static TableDefinition Roles { get; } = new(
        [TableDefinition.NameColumn, new("Created At")],
        (value, _) => [ObjectMeta.Name(value), ObjectMeta.Text(value, "creationTimestamp")]);

    public static TableDefinition Bindings { get; } = new(
        [
            TableDefinition.NameColumn, new("Role"), TableDefinition.AgeColumn, new("Users", Priority: 1), new("Groups", Priority: 1),
            new("ServiceAccounts", Priority: 1),
        ],
        (value, now) =>
        [
            ObjectMeta.Name(value),
            $"{JsonField.Text(value, "roleRef", "kind")}/{JsonField.Text(value, "roleRef", "name")}",
            ObjectAge.Of(value, now),
            Subjects(value, "User"),
            Subjects(value, "Group"),
            Subjects(value, "ServiceAccount"),
        ]);

    private static string Subjects(JsonObject value, string kind) => string.Join(
        ", ",
        JsonField.Items(value, "subjects")
            .Where(subject => JsonField.Text(subject, "kind") == kind)
            .Select(subject => JsonField.Text(subject, "namespace") is { Length: > 0 } ns
                ? $"{ns}/{JsonField.Text(subject, "name")}"
                : JsonField.Text(subject, "name")));
}
