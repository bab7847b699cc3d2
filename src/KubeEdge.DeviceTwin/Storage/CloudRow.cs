using KubeEdge.DeviceTwin.Devices;

namespace KubeEdge.DeviceTwin.Storage;

/// <summary>What is known of the cloud.</summary>
/// <param name="Form">How it writes devices; it is written that way too while there is no link.</param>
internal sealed record CloudRow(DeviceForm Form);
