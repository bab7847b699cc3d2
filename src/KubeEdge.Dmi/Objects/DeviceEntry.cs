namespace KubeEdge.Dmi.Objects;

/// <summary>What has to be known of a device without reading it.</summary>
/// <param name="Protocol">The protocol, which says whose device it is; empty when it has none.</param>
/// <param name="Model">The name of its model, in the device's namespace; empty when it has none.</param>
internal readonly record struct DeviceEntry(string Protocol, string Model);
