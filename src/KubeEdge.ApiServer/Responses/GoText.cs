using System.Globalization;
using System.Text;

namespace KubeEdge.ApiServer.Responses;

/// <summary>Text as Go's formatting verbs print it, because the messages of Kubernetes are read by programs too.</summary>
internal static class GoText
{
    /// <summary>The form of <c>%q</c>.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            Append(result, rune);
        }

        return result.Append('"').ToString();
    }

    private static void Append(StringBuilder result, Rune rune)
    {
        switch (rune.Value)
        {
            case '"':
                result.Append("\\\"");
                break;
            case '\\':
                result.Append(@"\\");
                break;
            case '\n':
                result.Append("\\n");
                break;
            case '\r':
                result.Append("\\r");
                break;
            case '\t':
                result.Append("\\t");
                break;
            case < 0x20 or 0x7F:
                result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
                break;
            default:
                result.Append(rune);
                break;
        }
    }
}
