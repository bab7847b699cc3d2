using System.Globalization;

namespace KubeEdge.Mappers.Devices;

/// <summary>Where a property of a connected device stands.</summary>
internal sealed class PropertySlot(PropertyContext property, long due)
{
    private string? _reported;
    private string? _reportedDesired;
    private long _reportedAt;

    public PropertyContext Property { get; } = property;

    /// <summary>When it is looked at next.</summary>
    public long Due { get; set; } = due;

    /// <summary>What the cloud wants; null for nothing.</summary>
    public string? Desired { get; set; }

    /// <summary>What was read last.</summary>
    public string? Value { get; set; }

    /// <summary>What was written last.</summary>
    public string? Written { get; set; }

    /// <summary>Whether the device has to be told: it shows another value, or nothing can be read and it was told another.</summary>
    public bool HasToBeWritten =>
        Property.IsWritable && Desired is { } desired && (Value is { } value ? !IsSame(value, desired) : Written != desired);

    /// <summary>Whether the edge core has to be told, which is then taken as done.</summary>
    public bool TryReport(TimeProvider time)
    {
        var now = time.GetTimestamp();
        if (_reported == Value
            && _reportedDesired == Desired
            && !(Property.ReportCycle is { } cycle && time.GetElapsedTime(_reportedAt, now) >= cycle))
        {
            return false;
        }

        _reported = Value;
        _reportedDesired = Desired;
        _reportedAt = now;
        return true;
    }

    // "20" is "20.0" to a device that knows numbers.
    private static bool IsSame(string value, string desired) =>
        value == desired
        || (double.TryParse(value, CultureInfo.InvariantCulture, out var one)
            && double.TryParse(desired, CultureInfo.InvariantCulture, out var other)
            && one.Equals(other))
        || (bool.TryParse(value, out var flag) && bool.TryParse(desired, out var wish) && flag == wish);
}
