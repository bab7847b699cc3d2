using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Ages as kubectl shows them: two units at most, and fewer the older.</summary>
internal static class ObjectAge
{
    public static string Of(JsonObject value, DateTimeOffset now) => Since(ObjectMeta.Text(value, "creationTimestamp"), now);

    public static string Since(string timestamp, DateTimeOffset now) =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)
            ? Format(now - then)
            : "<unknown>";

    public static string Format(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var minutes = (long)age.TotalMinutes;
        var hours = (long)age.TotalHours;
        var days = hours / 24;
        return (seconds, minutes, hours) switch
        {
            ( < -1, _, _) => "<invalid>",
            ( < 0, _, _) => "0s",
            ( < 120, _, _) => $"{seconds}s",
            (_, < 10, _) => Pair(minutes, "m", seconds % 60, "s"),
            (_, < 180, _) => $"{minutes}m",
            (_, _, < 8) => Pair(hours, "h", minutes % 60, "m"),
            (_, _, < 48) => $"{hours}h",
            (_, _, < 192) => Pair(days, "d", hours % 24, "h"),
            (_, _, < 24 * 365 * 2) => $"{days}d",
            (_, _, < 24 * 365 * 8) => Pair(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
