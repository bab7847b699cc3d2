using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin;

/// <summary>One twin: what a property of a device should be, and what it is.</summary>
/// <param name="Desired">What it should be (<c>expected</c> on the wire); null when nobody said.</param>
/// <param name="Reported">What it is (<c>actual</c> on the wire); null before the first report.</param>
/// <param name="Type"><c>string</c>, <c>int</c>, <c>float</c> or <c>boolean</c>.</param>
/// <param name="DesiredAt">When it was desired; null when it was not.</param>
/// <param name="ReportedAt">When it was reported; null when it was not.</param>
public sealed record TwinState(
    string? Desired, string? Reported, string Type, DateTimeOffset? DesiredAt = null, DateTimeOffset? ReportedAt = null)
{
    /// <summary>Whether something is desired that is not reported.</summary>
    public bool Differs => !string.IsNullOrEmpty(Desired) && !string.Equals(Desired, Reported, StringComparison.Ordinal);

    /// <summary>The reported value as a number; false when there is none or it is no number.</summary>
    public bool TryGetReported(out double value) => TwinText.TryParse(Reported, out value);

    /// <summary>The reported value as a whole number; false when there is none or it is no whole number.</summary>
    public bool TryGetReported(out long value) => TwinText.TryParse(Reported, out value);

    /// <summary>The reported value as <c>true</c> or <c>false</c>; false when there is none or it is neither.</summary>
    public bool TryGetReported(out bool value) => TwinText.TryParse(Reported, out value);
}
