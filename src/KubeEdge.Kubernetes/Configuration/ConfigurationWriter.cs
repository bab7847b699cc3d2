using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Prints files as the original does: names in order, two spaces a level.</summary>
internal static class ConfigurationWriter
{
    public static void Write(TextWriter output, ConfigurationSchema schema, bool minimal, ConfigurationFacts facts)
    {
        var document = Map(schema.Root, minimal, facts);
        document.Add("apiVersion", schema.ApiVersion);
        document.Add("kind", schema.Kind);
        var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(Sorted(document))).Save(text, assignAnchors: false);

        // The end marker that follows is for streams of several documents.
        output.Write(text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal));
    }

    private static YamlMappingNode Map(ConfigurationField parent, bool minimal, ConfigurationFacts facts)
    {
        var map = new YamlMappingNode();
        foreach (var field in parent.Fields)
        {
            if (field.Rule is null)
            {
                var inner = Map(field, minimal, facts);
                if (inner.Children.Count > 0)
                {
                    map.Add(field.Name, inner);
                }
            }
            else if (field.Default is { } standard && (field.IsMinimal || !minimal))
            {
                map.Add(field.Name, Value(field.Rule, facts.Fill(standard)));
            }
        }

        return Sorted(map);
    }

    private static YamlNode Value(ValueRule rule, string text) => rule.Kind switch
    {
        _ when text == ConfigurationField.Null => new YamlScalarNode(text) { Style = ScalarStyle.Plain },
        ValueKind.Texts or ValueKind.Addresses => new YamlSequenceNode(
            text.Trim('[', ']').Split(',').Select(static item => Text(item))),
        ValueKind.Flag or ValueKind.Whole or ValueKind.Number or ValueKind.Any when !text.StartsWith('{') =>
            new YamlScalarNode(text) { Style = ScalarStyle.Plain },
        ValueKind.Map or ValueKind.Flags or ValueKind.Any => new YamlMappingNode(
            text.Trim('{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(static pair => pair.Split('='))
                .Select(static part => (YamlNode)new YamlScalarNode(part))),
        _ => Text(text),
    };

    private static YamlScalarNode Text(string text) => new(text) { Style = NeedsQuotes(text) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any };

    private static bool NeedsQuotes(string text) =>
        text.Length == 0 || ValueRule.TryFlag(text, out _) || text is "null" or "~"
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static YamlMappingNode Sorted(YamlMappingNode map) =>
        new(map.Children.OrderBy(static pair => ((YamlScalarNode)pair.Key).Value, StringComparer.Ordinal));
}
