namespace KubeEdge.Controllers.Devices;

/// <summary>Tells people about devices that cannot be served, at the device. No call waits.</summary>
internal interface IDeviceEvents
{
    /// <summary>A device names a node and no model.</summary>
    void ModelMissing(DeviceRecord device);
}
