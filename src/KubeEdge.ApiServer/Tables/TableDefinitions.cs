using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Resources;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Tables;

/// <summary>The tables of the resources that have columns of their own, as stock kubectl shows them.</summary>
internal static class TableDefinitions
{
    private static readonly TableDefinition _default = new(
        [TableDefinition.NameColumn, TableDefinition.AgeColumn],
        (value, now) => [ObjectMeta.Name(value), ObjectAge.Of(value, now)]);

    private static readonly TableDefinition _configMaps = new(
        [TableDefinition.NameColumn, new("Data"), TableDefinition.AgeColumn],
        (value, now) => [ObjectMeta.Name(value), Count(value, "data") + Count(value, "binaryData"), ObjectAge.Of(value, now)]);

    private static readonly TableDefinition _secrets = new(
        [TableDefinition.NameColumn, new("Type"), new("Data"), TableDefinition.AgeColumn],
        (value, now) => [ObjectMeta.Name(value), JsonField.Text(value, "type"), Count(value, "data"), ObjectAge.Of(value, now)]);

    private static readonly TableDefinition _namespaces = new(
        [TableDefinition.NameColumn, new("Status"), TableDefinition.AgeColumn],
        (value, now) => [ObjectMeta.Name(value), JsonField.Text(value, "status", "phase"), ObjectAge.Of(value, now)]);

    private static readonly TableDefinition _leases = new(
        [TableDefinition.NameColumn, new("Holder"), TableDefinition.AgeColumn],
        (value, now) => [ObjectMeta.Name(value), JsonField.Text(value, "spec", "holderIdentity"), ObjectAge.Of(value, now)]);

    private static readonly TableDefinition _serviceAccounts = new(
        [TableDefinition.NameColumn, new("Secrets"), TableDefinition.AgeColumn],
        (value, now) => [ObjectMeta.Name(value), JsonField.Items(value, "secrets").Count(), ObjectAge.Of(value, now)]);

    private static readonly TableDefinition _definitions = new(
        [TableDefinition.NameColumn, new("Created At", "date")],
        (value, _) => [ObjectMeta.Name(value), ObjectMeta.Text(value, "creationTimestamp")]);

    private static readonly TableDefinition _scales = new(
        [TableDefinition.NameColumn, new("Desired", "integer"), new("Available", "integer"), TableDefinition.AgeColumn],
        (value, now) =>
        [
            ObjectMeta.Name(value),
            JsonField.Number(value, "spec", "replicas"),
            JsonField.Number(value, "status", "replicas"),
            ObjectAge.Of(value, now),
        ]);

    public static TableDefinition Of(ResourceType type) => type switch
    {
        { IsCustom: true } => (CustomResource.Of(type) is { } custom ? CustomTable.Of(custom) : null) ?? _default,
        { Group: DefinitionStrategy.Group, Plural: DefinitionStrategy.Plural } => _definitions,
        { Group: "", Plural: "configmaps" } => _configMaps,
        { Group: "", Plural: "events" } => EventTable.Definition,
        { Group: "", Plural: "namespaces" } => _namespaces,
        { Group: "", Plural: "nodes" } => NodeTable.Definition,
        { Group: "", Plural: "pods" } => PodTable.Definition,
        { Group: "", Plural: "endpoints" } => ServiceTable.Endpoints,
        { Group: "", Plural: "persistentvolumes" } => VolumeTable.Volumes,
        { Group: "", Plural: "persistentvolumeclaims" } => VolumeTable.Claims,
        { Group: "", Plural: "services" } => ServiceTable.Services,
        { Group: "", Plural: "secrets" } => _secrets,
        { Group: "", Plural: "serviceaccounts" } => _serviceAccounts,
        { Group: "autoscaling", Plural: "scales" } => _scales,
        { Group: "rbac.authorization.k8s.io", Plural: "roles" or "clusterroles" } => RoleTable.Roles,
        { Group: "rbac.authorization.k8s.io" } => RoleTable.Bindings,
        { Group: "coordination.k8s.io", Plural: "leases" } => _leases,
        _ => _default,
    };

    private static int Count(JsonObject value, string field) => value[field] is JsonObject map ? map.Count : 0;
}
