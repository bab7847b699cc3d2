using KubeEdge.DeviceTwin.Devices;

namespace KubeEdge.DeviceTwin.Storage;

/// <summary>A device as it is stored, without its twins, which have rows of their own.</summary>
internal sealed record DeviceRow
{
    public DeviceForm Form { get; init; }

    public string Name { get; init; } = string.Empty;

    public string? Description { get; init; }

    public string? State { get; init; }

    public string? LastOnline { get; init; }

    public Dictionary<string, DeviceAttribute>? Attributes { get; init; }

    public bool HasObject { get; init; }

    public Dictionary<string, string>? Desired { get; init; }

    public bool IsStateUnsent { get; init; }
}
