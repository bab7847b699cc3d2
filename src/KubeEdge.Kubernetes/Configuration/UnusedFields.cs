namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Finds what a file asks for in vain, so that it can be said once and by name.</summary>
internal static class UnusedFields
{
    public static IEnumerable<string> Find(ConfigurationValues values, Func<FieldSupport, bool> chosen) =>
        Find(values, values.Schema.Root, chosen);

    private static IEnumerable<string> Find(ConfigurationValues values, ConfigurationField parent, Func<FieldSupport, bool> chosen)
    {
        foreach (var field in parent.Fields)
        {
            var hasSwitch = field.Fields.Exists(static inner => inner.Name == ConfigurationField.Switch);
            if (field.Rule is null && hasSwitch && field.Support is not FieldSupport.Used)
            {
                // A whole block: its name says it all, and only when it is switched on.
                if (chosen(field.Support) && values.Flag($"{field.Path}.{ConfigurationField.Switch}") && Asks(values, field))
                {
                    yield return field.Path;
                }
            }
            else if (field.Rule is null)
            {
                foreach (var inner in Find(values, field, chosen))
                {
                    yield return inner;
                }
            }
            else if (chosen(field.Support) && values.IsActive(field.Path) && Asks(values, field))
            {
                yield return field.Path;
            }
        }
    }

    private static bool Asks(ConfigurationValues values, ConfigurationField field) => field.Support switch
    {
        FieldSupport.Without when field.Rule is null => field.Descendants().Any(inner => Differs(values, inner)),
        FieldSupport.Later when field.Rule is null => true,
        FieldSupport.LaterByDefault => true,
        _ => Differs(values, field),
    };

    private static bool Differs(ConfigurationValues values, ConfigurationField field) =>
        field.Rule is not null && values.Entries.TryGetValue(field.Path, out var entry) && entry switch
        {
            { Text: { } text } => !Same(field.Rule, text, values.Default(field.Path)),
            { Items: { } items } => items.Any(static item => item.Length > 0)
                && !items.SequenceEqual(values.Default(field.Path).Trim('[', ']').Split(',')),
            { Pairs: { } pairs } => pairs.Count > 0 && !pairs
                .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(static pair => $"{pair.Key}={pair.Value}")
                .SequenceEqual(values.Default(field.Path).Trim('{', '}').Split(',')),
            _ => true,
        };

    private static bool Same(ValueRule rule, string given, string standard) => rule.Kind switch
    {
        ValueKind.Flag => ValueRule.TryFlag(given, out var left) == ValueRule.TryFlag(standard, out var right) && left == right,
        ValueKind.Duration => GoDuration.TryParse(given, out var left) == GoDuration.TryParse(standard, out var right) && left == right,
        _ => given == standard,
    };
}
