using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Objects;

/// <summary>What twins need of a Device object.</summary>
/// <param name="Id">Which device.</param>
/// <param name="Version">The object's resource version.</param>
/// <param name="Description">What the cloud says about it; empty when nothing.</param>
/// <param name="Desired">The desired values by property; those of properties without one are not there.</param>
/// <param name="Types">The twin types by property, from the device model; empty without one.</param>
internal sealed record DeviceObject(
    DeviceId Id,
    long Version,
    string Description,
    IReadOnlyDictionary<string, string> Desired,
    IReadOnlyDictionary<string, string> Types)
{
    /// <summary>Whether the model allows all that is desired.</summary>
    public bool IsAllowed() => Desired.All(pair => TwinTypes.Check(TypeOf(pair.Key), pair.Value) is null);

    /// <summary>The type of a property's twin when it is made.</summary>
    public string TypeOf(string property) => Types.GetValueOrDefault(property, TwinTypes.String);
}
