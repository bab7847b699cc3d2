using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Edge;

/// <summary>The types that the edge controller follows.</summary>
internal static class EdgeTypes
{
    public static ResourceType Pods { get; } = Find("pods");

    public static ResourceType Nodes { get; } = Find("nodes");

    public static ResourceType ConfigMaps { get; } = Find("configmaps");

    public static ResourceType Secrets { get; } = Find("secrets");

    public static ResourceType ServiceAccounts { get; } = Find("serviceaccounts");

    public static ResourceType Services { get; } = Find("services");

    public static ResourceType Endpoints { get; } = Find("endpoints");

    private static ResourceType Find(string plural) =>
        ResourceTable.Default.TryGetByPlural(string.Empty, plural, out var type)
            ? type
            : throw new InvalidOperationException($"The resource table has no {plural}.");
}
