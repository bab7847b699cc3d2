using System.Globalization;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>Times as Kubernetes writes them: UTC, RFC 3339.</summary>
internal static class KubeTime
{
    public static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>With exactly six digits of a second, as leases have them.</summary>
    public static string Microseconds(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
