using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Dmi.Objects;

/// <summary>How devices and models are called in the store.</summary>
internal static class ObjectNames
{
    private const string Group = "devices.kubeedge.io";
    private const string Devices = "devices";
    private const string Models = "devicemodels";

    public static ResourceQuery Query(DmiKind kind) => new(Group, Plural(kind));

    public static ResourceKey KeyOf(DmiKey key) => new(Group, Plural(key.Kind), key.Namespace, key.Name);

    public static DmiKey KeyOf(DmiKind kind, in ResourceKey key) => new(kind, key.Namespace ?? DmiKey.DefaultNamespace, key.Name);

    private static string Plural(DmiKind kind) => kind == DmiKind.Device ? Devices : Models;
}
