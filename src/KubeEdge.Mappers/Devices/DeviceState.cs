namespace KubeEdge.Mappers.Devices;

/// <summary>The words for the state of a device that every generation of the edge core takes.</summary>
internal static class DeviceState
{
    public const string Online = "online";
    public const string Offline = "offline";
    public const string Unknown = "unknown";
}
