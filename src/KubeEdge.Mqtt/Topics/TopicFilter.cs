using System.Buffers;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Topics;

/// <summary>A topic filter that was checked, taken apart into share name and filter.</summary>
/// <param name="Text">As the client wrote it; the key under which the client removes it.</param>
/// <param name="ShareName">The name of a shared subscription, or null.</param>
/// <param name="Path">What is matched against topic names.</param>
internal readonly record struct TopicFilter(string Text, string? ShareName, string Path)
{
    private const string SharePrefix = "$share/";

    private static readonly SearchValues<char> _wildcards = SearchValues.Create("+#");

    public bool IsShared => ShareName is not null;

    public bool HasWildcard => Path.AsSpan().ContainsAny(_wildcards);

    /// <summary>Checks a filter against the rules of chapter 4.7 of the standards, and the broker's limit of levels.</summary>
    /// <returns>False for a filter that no topic could match or that the standard forbids.</returns>
    public static bool TryParse(string text, int maximumLevels, out TopicFilter filter)
    {
        filter = default;
        if (!IsWellFormed(text))
        {
            return false;
        }

        string? share = null;
        var path = text;
        if (text.StartsWith(SharePrefix, StringComparison.Ordinal))
        {
            var end = text.IndexOf('/', SharePrefix.Length);
            if (end <= SharePrefix.Length || end == text.Length - 1)
            {
                return false;
            }

            share = text[SharePrefix.Length..end];
            path = text[(end + 1)..];
            if (share.AsSpan().ContainsAny(_wildcards))
            {
                return false;
            }
        }

        if (CountLevels(path) > maximumLevels)
        {
            return false;
        }

        filter = new TopicFilter(text, share, path);
        return true;
    }

    /// <summary>How many levels a topic name or filter has.</summary>
    public static int CountLevels(ReadOnlySpan<char> path) => path.Count('/') + 1;

    /// <summary>Whether it can be written and is a filter at all: a wildcard fills its level alone, and the multi-level one is the last.</summary>
    private static bool IsWellFormed(string text)
    {
        if (text.Length == 0 || text.Contains('\0') || Utf8Text.SizeOf(text) is not <= TopicNames.MaximumBytes)
        {
            return false;
        }

        var left = CountLevels(text);
        foreach (var range in text.AsSpan().Split('/'))
        {
            left--;
            var level = text.AsSpan()[range];
            if (level.ContainsAny(_wildcards) && (level.Length > 1 || (level[0] == '#' && left > 0)))
            {
                return false;
            }
        }

        return true;
    }
}
