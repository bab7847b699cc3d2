using System.Globalization;
using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin.Twins;

/// <summary>The types of twins and what their values look like.</summary>
internal static class TwinTypes
{
    public const string String = "string";
    public const string Int = "int";
    public const string Float = "float";
    public const string Boolean = "boolean";

    /// <summary>The type of tombstones.</summary>
    public const string Deleted = "deleted";

    private const string Integer = "integer";

    /// <summary>What is wrong with a value, in the words of the original; null when it fits.</summary>
    public static string? Check(string type, string value) => type switch
    {
        "" or String or Deleted => null,
        Int or Integer => IsInt(value) ? null : "the value is not int or integer",
        Float => GoFloat.IsValid(value) ? null : "the value is not float",
        Boolean => value is "true" or "false" ? null : "the bool value must be true or false",
        _ => "the value type is not allowed",
    };

    /// <summary>
    /// The twin type of a property's type in a device model. Each takes every value that the model's type can have: both sizes of floats
    /// are 64 bits here, and bytes and streams are text.
    /// </summary>
    public static string OfModel(string? modelType) => modelType?.ToUpperInvariant() switch
    {
        "INT" => Int,
        "FLOAT" or "DOUBLE" => Float,
        "BOOLEAN" => Boolean,
        _ => String,
    };

    // Zeros at the end, which the parser would let pass, are no digits.
    private static bool IsInt(string value) =>
        value is [.., >= '0' and <= '9'] && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
