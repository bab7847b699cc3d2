namespace KubeEdge.Conventions.Tests.Layers;

/// <summary>
/// Which package may reference which. The one place where the layers are written down as data; <c>docs/architecture.md</c> tells why.
/// Packages that do not exist yet are listed too, and bind nobody.
/// </summary>
internal static class LayerTable
{
    /// <summary>Every package of the family, lowest layer first.</summary>
    public static IReadOnlyList<PackageRow> Rows { get; } =
    [
        new("Beehive", 0, Side.Both, AspNet: false, [], 1000, 1000),
        new("Kubernetes", 0, Side.Both, AspNet: false, [], 6500),
        new("Mqtt", 0, Side.Both, AspNet: false, [], 6600),
        new("Grpc", 0, Side.Both, AspNet: false, [], 6700),

        new("Viaduct", 1, Side.Both, AspNet: false, ["Beehive"], 2000, 1000),
        new("MetaStore", 1, Side.Both, AspNet: false, ["Kubernetes"], 3000, 1000),
        new("Server", 1, Side.Both, AspNet: true, ["Grpc"], 6400),

        new("EdgeHub", 2, Side.Edge, AspNet: false, ["Beehive", "Viaduct"], 5000, 1000),
        new("CloudHub", 2, Side.Cloud, AspNet: true, ["Beehive", "Viaduct", "Kubernetes", "Server"], 6000),
        new("ApiServer", 2, Side.Both, AspNet: true, ["Kubernetes", "MetaStore", "Server"], 6300),
        new("Mappers", 2, Side.Both, AspNet: true, ["Server", "Grpc"], 6800),

        new("MetaManager", 3, Side.Edge, AspNet: false, ["Beehive", "MetaStore", "Kubernetes", "EdgeHub"], 6100),
        new("NodeAgent", 3, Side.Edge, AspNet: false, ["Beehive", "MetaStore", "Kubernetes", "EdgeHub"], 6900),
        new("DeviceTwin", 3, Side.Edge, AspNet: false, ["Beehive", "MetaStore", "Kubernetes", "EdgeHub"], 4000, 1000),
        new("Dmi", 3, Side.Edge, AspNet: true, ["Beehive", "MetaStore", "Kubernetes", "Server", "Grpc"], 7000),
        new("EventBus", 3, Side.Edge, AspNet: false, ["Beehive", "Kubernetes", "Mqtt", "MetaStore", "EdgeHub"], 7100),
        new("ServiceBus", 3, Side.Edge, AspNet: true, ["Beehive", "MetaStore", "EdgeHub", "Server"], 7200),
        new("MetaServer", 3, Side.Edge, AspNet: true, ["Beehive", "ApiServer", "EdgeHub"], 7300),
        new("Edged", 3, Side.Edge, AspNet: false, ["Beehive", "Kubernetes", "MetaStore", "Grpc", "EdgeHub"], 7400),
        new("EdgeMesh", 3, Side.Edge, AspNet: false, ["Kubernetes", "MetaStore"], 7500),
        new("EdgeStream", 3, Side.Edge, AspNet: false, ["Beehive", "Viaduct"], 7600),
        new("CloudStream", 3, Side.Cloud, AspNet: true, ["Beehive", "Viaduct", "Server", "CloudHub"], 7700),
        new("Controllers", 3, Side.Cloud, AspNet: true, ["Beehive", "Kubernetes", "CloudHub", "Server"], 6200),

        new("Hosting", 4, Side.Edge, AspNet: false, References: null, 7800),
        new("Hosting.Cloud", 4, Side.Cloud, AspNet: true, References: null, 7900),
        new("Testing", 4, Side.Both, AspNet: true, References: null, 8000),
    ];

    /// <summary>The row of a package by its full name, or null.</summary>
    public static PackageRow? Find(string fullName) => Rows.FirstOrDefault(row => row.FullName == fullName);
}
