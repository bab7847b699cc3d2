using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Records;

/// <summary>The two kinds of records: beside the object in its namespace, or cluster scoped for objects without one.</summary>
internal static class RecordTypes
{
    private const string Group = "reliablesyncs.kubeedge.io";

    public static ResourceType Namespaced { get; } = Find("objectsyncs");

    public static ResourceType Cluster { get; } = Find("clusterobjectsyncs");

    public static ResourceType For(in SyncRecord record) => record.Namespace is null ? Cluster : Namespaced;

    private static ResourceType Find(string plural) =>
        ResourceTable.Default.TryGetByPlural(Group, plural, out var type)
            ? type
            : throw new InvalidOperationException($"The resource table has no {plural}.{Group}.");
}
