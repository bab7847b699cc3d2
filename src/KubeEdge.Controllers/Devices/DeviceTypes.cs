using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Devices;

/// <summary>The types that the device controller reads and writes.</summary>
internal static class DeviceTypes
{
    private const string ApiVersion = "devices.kubeedge.io/v1beta1";

    public static ResourceType Devices { get; } = Find(ApiVersion, "devices");

    public static ResourceType Models { get; } = Find(ApiVersion, "devicemodels");

    public static ResourceType Statuses { get; } = Find(ApiVersion, "devicestatuses");

    public static ResourceType Events { get; } = Find("v1", "events");

    private static ResourceType Find(string apiVersion, string plural) =>
        ResourceTable.Default.TryGetByVersionedPlural(apiVersion, plural, out var type)
            ? type
            : throw new InvalidOperationException($"The resource table has no {plural}.");
}
