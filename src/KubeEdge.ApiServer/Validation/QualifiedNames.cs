using System.Buffers;

namespace KubeEdge.ApiServer.Validation;

/// <summary>Rules for the keys of labels and annotations and for label values, with Kubernetes' messages.</summary>
internal static class QualifiedNames
{
    private const int LongestName = 63;
    private const int LongestPrefix = 253;

    private const string NamePart =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string WholeKey =
        "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') "
        + "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static void CheckKey(string field, string key, FieldErrors errors) => CheckKey(field, key, key, errors);

    /// <summary>Annotation keys may be written in capitals; only the rule's other parts hold for them.</summary>
    public static void CheckAnnotationKey(string field, string key, FieldErrors errors) =>
        CheckKey(field, key, key.ToLowerInvariant(), errors);

    public static void CheckLabelValue(string field, string value, FieldErrors errors)
    {
        if (value.Length > LongestName)
        {
            errors.Invalid(field, value, $"must be no more than {LongestName} characters");
        }

        if (value.Length > 0 && !IsName(value))
        {
            errors.Invalid(field, value, ValueRule);
        }
    }

    private static void CheckKey(string field, string shown, string key, FieldErrors errors)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        if (name.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(field, shown, WholeKey);
            return;
        }

        if (slash >= 0)
        {
            CheckPrefix(field, shown, key[..slash], errors);
        }

        if (name.Length == 0)
        {
            errors.Invalid(field, shown, "name part must be non-empty");
        }
        else if (name.Length > LongestName)
        {
            errors.Invalid(field, shown, $"name part must be no more than {LongestName} characters");
        }

        if (!IsName(name))
        {
            errors.Invalid(field, shown, NamePart);
        }
    }

    private static void CheckPrefix(string field, string shown, string prefix, FieldErrors errors)
    {
        if (prefix.Length == 0)
        {
            errors.Invalid(field, shown, "prefix part must be non-empty");
            return;
        }

        if (prefix.Length > LongestPrefix)
        {
            errors.Invalid(field, shown, $"prefix part must be no more than {LongestPrefix} characters");
        }

        if (!ObjectNames.IsSubdomain(prefix))
        {
            errors.Invalid(field, shown, $"prefix part {ObjectNames.SubdomainRule}");
        }
    }

    private static bool IsName(string text) =>
        text.Length > 0
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && !text.AsSpan().ContainsAnyExcept(_nameCharacters);
}
