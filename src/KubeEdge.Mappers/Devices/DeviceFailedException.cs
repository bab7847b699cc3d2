namespace KubeEdge.Mappers.Devices;

/// <summary>A device does not answer any more; ends its session.</summary>
internal sealed class DeviceFailedException(string message, Exception inner) : Exception(message, inner);
