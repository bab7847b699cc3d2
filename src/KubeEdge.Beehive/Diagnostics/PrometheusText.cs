using System.Buffers;
using System.Globalization;
using System.Text;

namespace KubeEdge.Beehive.Diagnostics;

/// <summary>Lines of Prometheus' text format 0.0.4.</summary>
internal static class PrometheusText
{
    public static void Header(IBufferWriter<byte> output, string name, string help, string type)
    {
        if (help.Length > 0)
        {
            Text(output, $"# HELP {name} {help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
        }

        Text(output, $"# TYPE {name} {type}\n");
    }

    public static void Sample(IBufferWriter<byte> output, string name, string labels, long value) =>
        Sample(output, name, labels, value.ToString(CultureInfo.InvariantCulture));

    public static void Sample(IBufferWriter<byte> output, string name, string labels, double value) =>
        Sample(output, name, labels, value switch
        {
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        });

    /// <summary>The tags as labels, by name; of two with one name the last counts.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            string name = MetricName.Clean(tag.Key);
            labels[name] = Label(name, Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? string.Empty);
        }

        return string.Join(',', labels.Values);
    }

    public static string Label(string name, string value)
    {
        var label = new StringBuilder(name.Length + value.Length + 4).Append(name).Append("=\"");
        foreach (char letter in value)
        {
            _ = letter switch
            {
                '\\' => label.Append("\\\\"),
                '"' => label.Append("\\\""),
                '\n' => label.Append("\\n"),
                _ => label.Append(letter),
            };
        }

        return label.Append('"').ToString();
    }

    private static void Sample(IBufferWriter<byte> output, string name, string labels, string value) =>
        Text(output, labels.Length == 0 ? $"{name} {value}\n" : $"{name}{{{labels}}} {value}\n");

    private static void Text(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
