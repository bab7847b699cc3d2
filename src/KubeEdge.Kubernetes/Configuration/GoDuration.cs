using System.Buffers;
using System.Globalization;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Durations as the original writes them: <c>10s</c>, <c>1h30m</c>, <c>100ms</c>, <c>0</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789.");

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var negative = text.StartsWith("-");
        text = text.TrimStart("+-");
        if (text is "0")
        {
            return true;
        }

        if (text.IsEmpty)
        {
            return false;
        }

        var seconds = 0m;
        while (text.Length > 0)
        {
            var digits = text.IndexOfAnyExcept(_digits);
            if (digits <= 0
                || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                return false;
            }

            text = text[digits..];
            var end = text.IndexOfAny(_digits);
            var unit = end < 0 ? text : text[..end];
            if (Seconds(unit) is not { } each || amount > 1_000_000_000_000)
            {
                return false;
            }

            seconds += amount * each;
            text = text[unit.Length..];
        }

        if (seconds > int.MaxValue)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond) * (negative ? -1 : 1));
        return true;
    }

    private static decimal? Seconds(ReadOnlySpan<char> unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 0.001m,
        "us" or "µs" or "μs" => 0.000_001m,
        "ns" => 0.000_000_001m,
        _ => null,
    };
}
