using Microsoft.Extensions.Primitives;

namespace KubeEdge.ApiServer.Requests;

/// <summary>One entry of an <c>Accept</c> or <c>Content-Type</c> header: a type and its parameters.</summary>
internal sealed record MediaRange(string Type, IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly MediaRange _anything = new("*/*", new Dictionary<string, string>());

    /// <summary>Reads a whole header; one that is absent accepts everything.</summary>
    public static IReadOnlyList<MediaRange> ReadAll(StringValues header)
    {
        var ranges = new List<MediaRange>();
        foreach (var line in header)
        {
            foreach (var entry in (line ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                ranges.Add(Read(entry));
            }
        }

        return ranges.Count == 0 ? [_anything] : ranges;
    }

    public static MediaRange Read(string entry)
    {
        var parts = entry.Split(';', StringSplitOptions.TrimEntries);
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.AsSpan(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters[part[..equals].TrimEnd()] = part[(equals + 1)..].Trim().Trim('"');
            }
        }

        return new MediaRange(parts[0].ToLowerInvariant(), parameters);
    }

    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>Whether the range covers a media type.</summary>
    public bool Accepts(string mediaType) =>
        Type == mediaType || Type == "*/*" || Type == "*" || (Type.EndsWith("/*", StringComparison.Ordinal) && mediaType.StartsWith(Type[..^1], StringComparison.Ordinal));
}
