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
        Property.IsWritable && Desired is { } desired && (Value is { } value ? !IsSame(Property.Type, value, desired) : Written != desired);

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

    // "20" is "20.0" to a device that knows numbers; a text is what it is, and "007" is not "7".
    private static bool IsSame(string type, string value, string desired) => value == desired || type switch
    {
        // Whole numbers first: from 2^53 on a double takes neighbours for the same.
        "INT" when IsWhole(value, out var one) && IsWhole(desired, out var other) => one == other,
        "INT" or "FLOAT" or "DOUBLE" => IsNumber(value, out var one) && IsNumber(desired, out var other) && one.Equals(other),
        "BOOLEAN" => bool.TryParse(value, out var one) && bool.TryParse(desired, out var other) && one == other,
        _ => false,
    };

    private static bool IsWhole(string text, out long number) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out number);

    // Without thousands separators: "1,2,3" is no number.
    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
