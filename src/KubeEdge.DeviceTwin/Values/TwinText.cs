using System.Globalization;

namespace KubeEdge.DeviceTwin.Values;

/// <summary>Typed values as the text that twins hold, the same in every culture.</summary>
internal static class TwinText
{
    // The letters of a value have no plus sign, so an exponent is written without one.
    public static string Format(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace("+", string.Empty, StringComparison.Ordinal);

    public static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Format(bool value) => value ? "true" : "false";

    public static bool TryParse(string? text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    public static bool TryParse(string? text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool TryParse(string? text, out bool value)
    {
        value = text == "true";
        return value || text == "false";
    }
}
