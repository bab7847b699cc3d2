namespace KubeEdge.Kubernetes.Selectors;

/// <summary>What a label's key and value may look like, with Kubernetes' messages.</summary>
internal static class LabelSyntax
{
    private const int LongestName = 63;
    private const int LongestPrefix = 253;

    private const string NameRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string PrefixRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string KeyRule =
        "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') "
        + "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";

    /// <summary>What is wrong with a key, or null.</summary>
    public static string? KeyProblem(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            return KeyRule;
        }

        var problems = new List<string>();
        if (parts.Length == 2)
        {
            AddPrefixProblems(parts[0], problems);
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            problems.Add("name part must be non-empty");
        }
        else if (name.Length > LongestName)
        {
            problems.Add($"name part must be no more than {LongestName} characters");
        }

        if (!IsName(name))
        {
            problems.Add($"name part {NameRule}");
        }

        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    /// <summary>What is wrong with the values of a comparison, or null. Several faults are listed in brackets.</summary>
    public static string? ValuesProblem(string key, SelectorOperator comparison, IEnumerable<string> values)
    {
        var problems = new List<string>();
        var index = 0;
        foreach (var value in values)
        {
            if (comparison is SelectorOperator.GreaterThan or SelectorOperator.LessThan && LabelRequirement.ParseInteger(value) is null)
            {
                problems.Add($"values[{index}]: Invalid value: {GoText.Quote(value)}: for 'Gt', 'Lt' operators, the value must be an integer");
            }

            if (ValueProblem(value) is { } problem)
            {
                problems.Add($"values[{index}][{key}]: Invalid value: {GoText.Quote(value)}: {problem}");
            }

            index++;
        }

        return problems.Count switch
        {
            0 => null,
            1 => problems[0],
            _ => $"[{string.Join(", ", problems)}]",
        };
    }

    /// <summary>What is wrong with a value, or null.</summary>
    public static string? ValueProblem(string value)
    {
        var tooLong = value.Length > LongestName ? $"must be no more than {LongestName} characters" : null;
        var rule = value.Length == 0 || IsName(value) ? null : ValueRule;
        return tooLong is not null && rule is not null ? $"{tooLong}; {rule}" : tooLong ?? rule;
    }

    private static void AddPrefixProblems(string prefix, List<string> problems)
    {
        if (prefix.Length == 0)
        {
            problems.Add("prefix part must be non-empty");
            return;
        }

        if (prefix.Length > LongestPrefix)
        {
            problems.Add($"prefix part must be no more than {LongestPrefix} characters");
        }

        if (!prefix.Split('.').All(IsDnsLabel))
        {
            problems.Add($"prefix part {PrefixRule}");
        }
    }

    private static bool IsName(string text) =>
        text.Length > 0
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static bool IsDnsLabel(string text) =>
        text.Length > 0
        && text[0] != '-'
        && text[^1] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
