namespace KubeEdge.DeviceTwin.Devices;

/// <summary>An attribute of a device, as the cloud gave it.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Optional">Whether it may be deleted; null, when the cloud did not say, means that it may.</param>
/// <param name="Type">Its type; null when the cloud did not say.</param>
internal sealed record DeviceAttribute(string Value, bool? Optional, string? Type);
