namespace KubeEdge.NodeAgent.Machine;

/// <summary>Small text files in which Linux tells about itself. What is not there, or may not be read, is empty.</summary>
internal static class SystemText
{
    public static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : string.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    /// <summary>The value of a line that begins with a name, without quotes: <c>NAME="value"</c> or <c>Name:  value</c>.</summary>
    public static string Field(string text, string name)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return line[name.Length..].Trim().Trim('"').ToString();
            }
        }

        return string.Empty;
    }

    /// <summary>The number at the start of a text; null when there is none.</summary>
    public static long? Number(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(digits < 0 ? text : text[..digits], out var number) ? number : null;
    }
}
