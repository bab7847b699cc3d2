using System.Collections.Frozen;
using System.Collections.Immutable;
using KubeEdge.DeviceTwin.Twins;
using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin.Devices;

/// <summary>A device with everything that is known of it. Immutable: who holds one has a consistent picture of a moment.</summary>
internal sealed record Device
{
    public static ImmutableSortedDictionary<string, DeviceAttribute> NoAttributes { get; } =
        ImmutableSortedDictionary.Create<string, DeviceAttribute>(Utf8Order.Instance);

    public required DeviceId Id { get; init; }

    /// <summary>How those on site name it: as they asked last, and before that as the cloud does.</summary>
    public DeviceForm Form { get; init; }

    public string Name { get; init; } = string.Empty;

    public string Description { get; init; } = string.Empty;

    public string State { get; init; } = string.Empty;

    public string LastOnline { get; init; } = string.Empty;

    public ImmutableSortedDictionary<string, DeviceAttribute> Attributes { get; init; } = NoAttributes;

    public TwinSet Twins { get; init; } = TwinSet.Empty;

    /// <summary>Whether the store has a Device object of it.</summary>
    public bool HasObject { get; init; }

    /// <summary>The values that the Device object desired when it was looked at last; only a change of one changes a twin.</summary>
    public IReadOnlyDictionary<string, string> Desired { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The number of the change of state that the cloud has not confirmed; 0 when it knows.</summary>
    public long StateChange { get; init; }

    public string IdText => TextOf(Id, Form);

    public static string TextOf(DeviceId id, DeviceForm form) => form == DeviceForm.Name ? id.Name : id.ToString();
}
