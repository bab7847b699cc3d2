using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>A device as a message of the cloud names it.</summary>
internal sealed class DevicePayload
{
    public string Id { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public string State { get; set; } = string.Empty;

    public string LastOnline { get; set; } = string.Empty;

    /// <summary>Sorted by name; null when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, DeviceAttribute?>>? Attributes { get; set; }

    /// <summary>Sorted by name; null when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, Twin?>>? Twins { get; set; }
}
