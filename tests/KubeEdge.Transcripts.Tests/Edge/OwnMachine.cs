using System.Globalization;
using System.Text.Json.Nodes;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>
/// What a node tells of its machine, which no replay can repeat: it must be there and have the right form; then it counts as the same.
/// </summary>
internal static class OwnMachine
{
    private static readonly string[] _texts = ["machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "architecture"];
    private static readonly string[] _sizes = ["memory", "ephemeral-storage"];

    /// <summary>Makes these members of ours those of the recorded message, in a node and in nothing else.</summary>
    public static void Adopt(JsonNode recorded, JsonNode ours)
    {
        if (recorded["content"] is not JsonObject left || ours["content"] is not JsonObject right
            || left["status"]?["nodeInfo"] is not JsonObject leftInfo || right["status"]?["nodeInfo"] is not JsonObject rightInfo)
        {
            return;
        }

        foreach (var name in _texts)
        {
            Adopt(leftInfo, rightInfo, name, static text => text.Length > 0);
        }

        foreach (var kind in new[] { "capacity", "allocatable" })
        {
            Adopt(left["status"]?[kind], right["status"]?[kind], "cpu", IsProcessors);
            foreach (var name in _sizes)
            {
                Adopt(left["status"]?[kind], right["status"]?[kind], name, IsSize);
            }
        }
    }

    private static void Adopt(JsonNode? recorded, JsonNode? ours, string name, Predicate<string> isRight)
    {
        // One that only one of them has is a difference.
        if (recorded?[name] is not { } value || ours?[name] is not { } own)
        {
            return;
        }

        Assert.True(isRight(own.GetValue<string>()), $"{name} is '{own}'");
        ours[name] = value.DeepClone();
    }

    private static bool IsProcessors(string text) => text == Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);

    private static bool IsSize(string text) =>
        text.EndsWith("Ki", StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size > 0;
}
