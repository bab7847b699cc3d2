using System.Globalization;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Amounts such as <c>500m</c>, <c>1.5</c> or <c>2Gi</c>.</summary>
internal static class Quantities
{
    /// <summary>What Kubernetes says of a text that is none.</summary>
    public const string Rule = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;

    private static readonly (string Suffix, decimal Factor)[] _units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("Pi", 1L << 50), ("Ei", 1L << 60),
        ("n", 0.000000001m), ("u", 0.000001m), ("m", 0.001m), ("k", 1000m), ("M", 1000000m), ("G", 1000000000m), ("T", 1000000000000m),
        ("P", 1000000000000000m), ("E", 1000000000000000000m),
    ];

    public static bool TryParse(string text, out decimal amount)
    {
        var factor = 1m;
        foreach (var (suffix, value) in _units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
            {
                factor = value;
                text = text[..^suffix.Length];
                break;
            }
        }

        amount = 0;
        if (!decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        try
        {
            amount = number * factor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
