using System.Globalization;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>Compares resourceVersions as the original does, as unsigned 64-bit decimals, but survives one that is not a number.</summary>
internal static class ResourceVersions
{
    /// <summary>What counts as known to a node that may hold some version, or none.</summary>
    public const string None = "0";

    /// <summary>Whether a node that holds one version needs the other. Versions that cannot be compared differ unless equal.</summary>
    public static bool IsNewer(string candidate, string held) =>
        TryParse(candidate, out var left) && TryParse(held, out var right)
            ? left > right
            : !string.Equals(candidate, held, StringComparison.Ordinal);

    public static string OrNone(string? version) => string.IsNullOrEmpty(version) ? None : version;

    private static bool TryParse(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
