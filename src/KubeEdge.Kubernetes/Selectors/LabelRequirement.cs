using System.Collections.Immutable;
using System.Globalization;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>One part of a label selector. Values are distinct and in ordinal order.</summary>
internal sealed class LabelRequirement(string key, SelectorOperator comparison, ImmutableArray<string> values)
{
    // Comparisons with > and < are of integers; others never look at it.
    private readonly long _bound = ParseInteger(values.IsEmpty ? string.Empty : values[0]) ?? 0;

    public string Key { get; } = key;

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return comparison switch
        {
            SelectorOperator.Exists => present,
            SelectorOperator.DoesNotExist => !present,
            SelectorOperator.NotIn or SelectorOperator.NotEquals => !present || !values.Contains(value!), // present, so not null
            SelectorOperator.GreaterThan => present && ParseInteger(value!) > _bound, // present, so not null
            SelectorOperator.LessThan => present && ParseInteger(value!) < _bound, // present, so not null
            _ => present && values.Contains(value!), // present, so not null
        };
    }

    public override string ToString() => comparison switch
    {
        SelectorOperator.Exists => Key,
        SelectorOperator.DoesNotExist => $"!{Key}",
        SelectorOperator.In => $"{Key} in ({string.Join(',', values)})",
        SelectorOperator.NotIn => $"{Key} notin ({string.Join(',', values)})",
        SelectorOperator.NotEquals => $"{Key}!={values[0]}",
        SelectorOperator.DoubleEquals => $"{Key}=={values[0]}",
        SelectorOperator.GreaterThan => $"{Key}>{values[0]}",
        SelectorOperator.LessThan => $"{Key}<{values[0]}",
        _ => $"{Key}={values[0]}",
    };

    public static long? ParseInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
