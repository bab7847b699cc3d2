using System.Buffers;

namespace KubeEdge.ApiServer.Validation;

/// <summary>Rules for object names, with Kubernetes' messages.</summary>
internal static class ObjectNames
{
    public const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is "
        + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric "
        + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string ServiceLabelText =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an "
        + "alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const int LongestSubdomain = 253;
    private const int LongestLabel = 63;

    private static readonly SearchValues<char> _labelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Adds what is wrong with a name.</summary>
    /// <param name="rule">The resource's rule.</param>
    /// <param name="field">Where the name stands.</param>
    /// <param name="name">The name.</param>
    /// <param name="isPrefix">It is the beginning of a generated name, so it may end with a dash.</param>
    /// <param name="errors">Collects.</param>
    public static void Check(NameRule rule, string field, string name, bool isPrefix, FieldErrors errors)
    {
        // A generated name goes on behind the dash with a letter or digit.
        var text = isPrefix && name.EndsWith('-') ? $"{name[..^1]}a" : name;
        if (rule is NameRule.PathSegment)
        {
            CheckPathSegment(field, name, isPrefix, errors);
            return;
        }

        var longest = rule is NameRule.Subdomain ? LongestSubdomain : LongestLabel;
        if (text.Length > longest)
        {
            errors.Invalid(field, name, $"must be no more than {longest} characters");
        }

        switch (rule)
        {
            case NameRule.Subdomain when !IsSubdomain(text):
                errors.Invalid(field, name, SubdomainRule);
                break;
            case NameRule.Label when !IsLabel(text):
                errors.Invalid(field, name, LabelText);
                break;
            case NameRule.ServiceLabel when !IsLabel(text) || !char.IsAsciiLetterLower(text[0]):
                errors.Invalid(field, name, ServiceLabelText);
                break;
        }
    }

    public static bool IsSubdomain(string text)
    {
        foreach (var part in text.AsSpan().Split('.'))
        {
            if (!IsLabel(text.AsSpan(part)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null, or the rule that a DNS-1035 label breaks.</summary>
    public static string? ServiceLabelProblem(string name) =>
        IsLabel(name) && char.IsAsciiLetterLower(name[0]) ? null : ServiceLabelText;

    private static bool IsLabel(ReadOnlySpan<char> text) =>
        text.Length > 0
        && text[0] != '-'
        && text[^1] != '-'
        && !text.ContainsAnyExcept(_labelCharacters);

    private static void CheckPathSegment(string field, string name, bool isPrefix, FieldErrors errors)
    {
        if (!isPrefix && name is ("." or ".."))
        {
            errors.Invalid(field, name, $"may not be '{name}'");
        }

        foreach (var illegal in "/%")
        {
            if (name.Contains(illegal, StringComparison.Ordinal))
            {
                errors.Invalid(field, name, $"may not contain '{illegal}'");
            }
        }
    }
}
