using System.Globalization;
using System.Text;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>Texts as Go prints them, which Kubernetes' messages hold.</summary>
internal static class GoText
{
    /// <summary>A quoted string with control characters escaped.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append(@"\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                < ' ' or '\u007f' => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }
}
