namespace KubeEdge.DeviceTwin.Devices;

/// <summary>How ids and dates of devices look. The original changed both, and understands only its own.</summary>
internal enum DeviceForm
{
    /// <summary>Releases before 1.16: the name alone.</summary>
    Name,

    /// <summary>Newer releases: namespace and name.</summary>
    NamespacedName,
}
