using System.Buffers;
using System.Text;

namespace KubeEdge.EventBus.Topics;

/// <summary>What is a topic and what a filter of topics, by chapter 4.7 of the standards.</summary>
internal static class TopicRules
{
    private const int MostBytes = 65_535;
    private const string Shared = "$share/";
    private static readonly SearchValues<char> _wildcards = SearchValues.Create("+#");

    /// <summary>Whether a message can be published there.</summary>
    public static bool IsName(string text) => IsText(text) && !text.AsSpan().ContainsAny(_wildcards);

    /// <summary>
    /// Whether it can be subscribed to. Wildcards stand alone in their level, and the one for many levels at the end. No shared
    /// subscription: what goes to one of a group would not reach the cloud, and cannot be told not to come back.
    /// </summary>
    public static bool IsFilter(string text)
    {
        if (!IsText(text) || text.StartsWith(Shared, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan();
        while (true)
        {
            var end = rest.IndexOf('/');
            var level = end < 0 ? rest : rest[..end];
            if (level.ContainsAny(_wildcards) && (level.Length > 1 || (level[0] == '#' && end >= 0)))
            {
                return false;
            }

            if (end < 0)
            {
                return true;
            }

            rest = rest[(end + 1)..];
        }
    }

    /// <summary>Whether a filter covers a topic. Wildcards cover those that begin with <c>$</c> too: brokers differ in that.</summary>
    public static bool Covers(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        while (true)
        {
            var filterEnd = filter.IndexOf('/');
            var topicEnd = topic.IndexOf('/');
            var level = filterEnd < 0 ? filter : filter[..filterEnd];
            if (level is "#")
            {
                return true;
            }

            if (level is not "+" && !level.SequenceEqual(topicEnd < 0 ? topic : topic[..topicEnd]))
            {
                return false;
            }

            if (filterEnd < 0 || topicEnd < 0)
            {
                // The wildcard for many levels covers the one above it too.
                return filterEnd < 0 ? topicEnd < 0 : filter[(filterEnd + 1)..] is "#";
            }

            filter = filter[(filterEnd + 1)..];
            topic = topic[(topicEnd + 1)..];
        }
    }

    private static bool IsText(string text) =>
        text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(text) <= MostBytes;
}
