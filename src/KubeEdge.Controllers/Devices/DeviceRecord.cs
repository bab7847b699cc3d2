using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Devices;

/// <summary>What a Device object says about where it belongs.</summary>
/// <param name="Key">Its namespace and name.</param>
/// <param name="Value">The object, in the version last heard of.</param>
/// <param name="Node">The node that it is on; null when on none.</param>
/// <param name="Model">Its model; null when it names none, and then no node is given it.</param>
/// <param name="Description">The label of that name, which membership messages carry; null when there is none.</param>
/// <param name="Properties">The properties that it declares: no others are shown.</param>
internal sealed record DeviceRecord(
    ResourceKey Key, KubeObject Value, string? Node, ResourceKey? Model, string? Description, IReadOnlySet<string> Properties)
{
    public string Name => Key.Name;

    public string Namespace => Key.Namespace ?? string.Empty;

    public string Uid => Value.Uid;

    public static DeviceRecord Read(KubeObject device)
    {
        var model = device.GetField("spec.deviceModelRef.name");
        var node = device.GetField("spec.nodeName");
        return new DeviceRecord(
            device.KeyOf(DeviceTypes.Devices),
            device,
            string.IsNullOrEmpty(node) ? null : node,
            string.IsNullOrEmpty(model) ? null : DeviceTypes.Models.Key(device.Namespace, model),
            device.Labels.GetValueOrDefault("description"),
            DeviceProperties.Read(device));
    }
}
