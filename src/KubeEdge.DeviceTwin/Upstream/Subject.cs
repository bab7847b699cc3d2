namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>What of a device the cloud is told; each has its own message and its own confirmation.</summary>
internal readonly record struct Subject(DeviceId Device, bool IsState);
