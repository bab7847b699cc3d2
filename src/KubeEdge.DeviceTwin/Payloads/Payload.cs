using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>What came in, read.</summary>
internal sealed class Payload
{
    /// <summary>Why it cannot be read; null when it can. The event id is there all the same, if possible, for the answer.</summary>
    public string? Error { get; set; }

    public string EventId { get; set; } = string.Empty;

    /// <summary>Sorted by name, each once; null when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, Twin?>>? Twins { get; set; }

    public string State { get; set; } = string.Empty;

    /// <summary>Sorted by name, each once; null when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, DeviceAttribute?>>? Attributes { get; set; }

    public IReadOnlyList<DevicePayload> Added { get; set; } = [];

    public IReadOnlyList<DevicePayload> Removed { get; set; } = [];

    public IReadOnlyList<DevicePayload> Devices { get; set; } = [];
}
