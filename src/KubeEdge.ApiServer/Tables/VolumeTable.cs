using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Persistent volumes and the claims to them.</summary>
internal static class VolumeTable
{
    public static TableDefinition Volumes { get; } = new(
        [
            TableDefinition.NameColumn, new("Capacity"), new("Access Modes"), new("Reclaim Policy"), new("Status"), new("Claim"),
            new("StorageClass"), new("Reason"), TableDefinition.AgeColumn, new("VolumeMode", Priority: 1),
        ],
        (value, now) =>
        [
            ObjectMeta.Name(value),
            JsonField.Text(value, "spec", "capacity", "storage"),
            Modes(value, "spec"),
            JsonField.Text(value, "spec", "persistentVolumeReclaimPolicy"),
            Phase(value),
            Claim(value),
            JsonField.Text(value, "spec", "storageClassName"),
            JsonField.Text(value, "status", "reason"),
            ObjectAge.Of(value, now),
            JsonField.Text(value, "spec", "volumeMode"),
        ]);

    public static TableDefinition Claims { get; } = new(
        [
            TableDefinition.NameColumn, new("Status"), new("Volume"), new("Capacity"), new("Access Modes"), new("StorageClass"),
            TableDefinition.AgeColumn, new("VolumeMode", Priority: 1),
        ],
        (value, now) =>
        [
            ObjectMeta.Name(value),
            Phase(value),
            JsonField.Text(value, "spec", "volumeName"),
            JsonField.Text(value, "spec", "volumeName").Length == 0 ? string.Empty : JsonField.Text(value, "status", "capacity", "storage"),
            JsonField.Text(value, "spec", "volumeName").Length == 0 ? string.Empty : Modes(value, "status"),
            JsonField.Text(value, "spec", "storageClassName"),
            ObjectAge.Of(value, now),
            JsonField.Text(value, "spec", "volumeMode"),
        ]);

    private static string Phase(JsonObject value) => ObjectMeta.IsDeleting(value) ? "Terminating" : JsonField.Text(value, "status", "phase");

    private static string Claim(JsonObject value) => JsonField.IsObject(value, "spec", "claimRef")
        ? $"{JsonField.Text(value, "spec", "claimRef", "namespace")}/{JsonField.Text(value, "spec", "claimRef", "name")}"
        : string.Empty;

    private static string Modes(JsonObject value, string section) =>
        string.Join(',', JsonField.Items(value, section, "accessModes").Select(mode => JsonField.Text(mode) switch
        {
            "ReadWriteOnce" => "RWO",
            "ReadOnlyMany" => "ROX",
            "ReadWriteMany" => "RWX",
            "ReadWriteOncePod" => "RWOP",
            var other => other,
        }));
}
