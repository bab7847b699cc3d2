using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin;

/// <summary>A property should have another value.</summary>
/// <param name="Property">Which property.</param>
/// <param name="Value">What it should be; null when nothing is desired any more.</param>
/// <param name="Type"><c>string</c>, <c>int</c>, <c>float</c> or <c>boolean</c>.</param>
public readonly record struct DesiredChange(string Property, string? Value, string Type)
{
    /// <summary>The value as a number; false when there is none or it is no number.</summary>
    public bool TryGet(out double value) => TwinText.TryParse(Value, out value);

    /// <summary>The value as a whole number; false when there is none or it is no whole number.</summary>
    public bool TryGet(out long value) => TwinText.TryParse(Value, out value);

    /// <summary>The value as <c>true</c> or <c>false</c>; false when there is none or it is neither.</summary>
    public bool TryGet(out bool value) => TwinText.TryParse(Value, out value);
}
