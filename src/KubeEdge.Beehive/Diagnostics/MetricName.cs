namespace KubeEdge.Beehive.Diagnostics;

/// <summary>Makes Prometheus' name from an instrument's name and unit.</summary>
internal static class MetricName
{
    private const string Total = "_total";

    public static string Of(string name, string? unit, bool isCounter)
    {
        string clean = Clean(name);
        if (isCounter && clean.EndsWith(Total, StringComparison.Ordinal))
        {
            clean = clean[..^Total.Length];
        }

        string suffix = SuffixOf(unit);
        if (suffix.Length > 0 && !clean.EndsWith(suffix, StringComparison.Ordinal))
        {
            clean += suffix;
        }

        return isCounter ? clean + Total : clean;
    }

    /// <summary>Puts <c>_</c> for what Prometheus does not allow in names of metrics and labels.</summary>
    public static string Clean(string name)
    {
        string clean = string.Create(name.Length, name, static (span, text) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(text[i]) ? text[i] : '_';
            }
        });
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    // Of UCUM what meters use; what stands in braces is a remark and no unit.
    private static string SuffixOf(string? unit) => unit switch
    {
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "us" => "_microseconds",
        "ns" => "_nanoseconds",
        "min" => "_minutes",
        "h" => "_hours",
        "d" => "_days",
        "By" => "_bytes",
        "KiBy" => "_kibibytes",
        "MiBy" => "_mebibytes",
        "GiBy" => "_gibibytes",
        "bit" => "_bits",
        "%" => "_percent",
        "1" => "_ratio",
        "Cel" => "_celsius",
        null or "" => string.Empty,
        _ when unit[0] == '{' => string.Empty,
        _ => "_" + Clean(unit),
    };
}
