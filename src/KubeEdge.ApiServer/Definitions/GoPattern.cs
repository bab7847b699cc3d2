using System.Text;
using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>
/// A pattern of a schema in the words of .NET. They mean more here than in Go: <c>$</c> holds before a last line break too, and
/// <c>\d</c>, <c>\w</c> and <c>\s</c> take digits, letters and blanks of all scripts.
/// </summary>
internal static class GoPattern
{
    // A definition's author chooses the pattern, so no single one may hold up the server.
    private static readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(200);

    /// <summary>The pattern; null when .NET has no such form. What cannot be checked is let in.</summary>
    public static Regex? TryCompile(string pattern)
    {
        try
        {
            return new Regex(Translate(pattern), RegexOptions.CultureInvariant, _timeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Translate(string pattern)
    {
        // With this flag both mean the end of each line.
        var isMultiline = pattern.StartsWith("(?m", StringComparison.Ordinal);
        var (text, members) = (new StringBuilder(pattern.Length), -1);
        for (var i = 0; i < pattern.Length; i++)
        {
            var (current, next) = (pattern[i], i + 1 < pattern.Length ? pattern[i + 1] : '\0');
            if (current == '\\')
            {
                text.Append(Escape(next, isInClass: members >= 0) ?? pattern.Substring(i, Math.Min(2, pattern.Length - i)));
                i++;
                continue;
            }

            text.Append(current == '$' && members < 0 && !isMultiline ? @"\z" : current.ToString());
            if (members < 0)
            {
                // Where the members of a class begin; a bracket that stands there closes nothing.
                members = current == '[' ? i + (next == '^' ? 2 : 1) : -1;
            }
            else if (current == ']' && i > members)
            {
                members = -1;
            }
        }

        return text.ToString();
    }

    private static string? Escape(char letter, bool isInClass)
    {
        var members = letter switch { 'd' or 'D' => "0-9", 'w' or 'W' => "0-9A-Za-z_", 's' or 'S' => @"\t\n\f\r ", _ => null };
        return members is null ? null
            : !isInClass ? $"[{(char.IsAsciiLetterUpper(letter) ? "^" : string.Empty)}{members}]"
            : char.IsAsciiLetterUpper(letter) ? null : members;
    }
}
