using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Upstream;

/// <summary>The resources behind the type tokens of the wire.</summary>
internal static class WireTypes
{
    public static ResourceType Nodes { get; } = Of("node");

    public static ResourceType Pods { get; } = Of("pod");

    public static ResourceType Leases { get; } = Of("lease");

    public static ResourceType Events { get; } = Of("event");

    public static ResourceType ConfigMaps { get; } = Of("configmap");

    public static ResourceType ServiceAccounts { get; } = Of("serviceaccount");

    public static ResourceType SigningRequests { get; } = Of("certificatesigningrequest");

    public static ResourceType Of(string token) => ResourceTable.Default.TryGetBySingular(token, out var type)
        ? type
        : throw new InvalidOperationException($"The resource table has no '{token}'.");
}
