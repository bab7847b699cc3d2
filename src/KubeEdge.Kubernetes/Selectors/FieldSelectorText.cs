using System.Text;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>The text form of field selectors: parts between commas, with backslash escapes in values.</summary>
internal static class FieldSelectorText
{
    /// <summary>Cuts at every comma that is not escaped.</summary>
    public static List<string> SplitTerms(string text)
    {
        var terms = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                terms.Add(text[start..i]);
                start = i + 1;
            }
        }

        terms.Add(text[start..]);
        return terms;
    }

    /// <summary>Cuts a part at its first operator. False when it has none.</summary>
    public static bool TrySplitTerm(string term, out string path, out bool negated, out string value)
    {
        for (var i = 0; i < term.Length; i++)
        {
            var rest = term.AsSpan(i);
            var length = rest is ['!', '=', ..] or ['=', '=', ..] ? 2 : rest[0] == '=' ? 1 : 0;
            if (length > 0)
            {
                (path, negated, value) = (term[..i], rest[0] == '!', term[(i + length)..]);
                return true;
            }
        }

        (path, negated, value) = (string.Empty, false, string.Empty);
        return false;
    }

    /// <summary>Resolves escapes; null with a message when one is wrong.</summary>
    public static string? Unescape(string value, out string? error)
    {
        error = null;
        if (!value.AsSpan().ContainsAny('\\', ',', '='))
        {
            return value;
        }

        var result = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\')
            {
                i++;
                if (i == value.Length || value[i] is not ('\\' or ',' or '='))
                {
                    var sequence = i == value.Length ? "\\" : $"\\{value[i]}";
                    error = $"invalid field selector: invalid escape sequence: {sequence}";
                    return null;
                }

                c = value[i];
            }
            else if (c is ',' or '=')
            {
                error = $"invalid field selector: unescaped character in value: {c}";
                return null;
            }

            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>The reverse of <see cref="Unescape"/>.</summary>
    public static string Escape(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace(",", @"\,", StringComparison.Ordinal)
            .Replace("=", @"\=", StringComparison.Ordinal);
}
