namespace KubeEdge.EventBus.Brokers;

/// <summary>
/// What a connection is for. Each broker has one of either, so that data which the cloud does not take now never holds up a device.
/// </summary>
internal enum LaneDuty
{
    /// <summary>Devices, and what their twins answer.</summary>
    Devices,

    /// <summary>Rule data: up to the cloud, and down from it.</summary>
    Data,
}
