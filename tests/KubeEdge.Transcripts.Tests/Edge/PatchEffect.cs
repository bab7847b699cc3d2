using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>
/// What a status patch makes of an object. The recorded edge sends differences and ours sends everything, so the patches are compared by
/// what they lead to: the cloud's answer has it for the recorded one.
/// </summary>
internal static class PatchEffect
{
    private const string Order = "$setElementOrder/";
    private const string Directive = "$patch";

    /// <summary>Puts what came of the patches into the place of the patches.</summary>
    /// <param name="recorded">The recorded patch.</param>
    /// <param name="ours">The one that was sent in its place.</param>
    public static (JsonNode Recorded, JsonNode Ours) Of(RecordedMessage recorded, JsonNode ours)
    {
        if (recorded.Message.Route.Operation != Operations.Patch
            || JsonNode.DeepEquals(recorded.Json["content"], ours["content"])
            || recorded.Answer?.Json["content"] is not JsonObject answer
            || answer["Err"] is not null)
        {
            return (recorded.Json, ours);
        }

        var left = recorded.Json.DeepClone();
        left["content"] = answer["Object"]?.DeepClone();
        var right = ours.DeepClone();
        var patch = JsonNode.Parse((string?)ours["content"] ?? "{}") as JsonObject ?? [];
        right["content"] = Merge(answer["Object"] as JsonObject ?? [], patch);
        return (left, right);
    }

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        var merged = (JsonObject)target.DeepClone();
        foreach (var (name, value) in patch.Where(static member => !member.Key.StartsWith(Order, StringComparison.Ordinal)))
        {
            switch (value)
            {
                case null:
                    merged.Remove(name);
                    break;
                case JsonObject fields:
                    merged[name] = Merge(merged[name] as JsonObject ?? [], fields);
                    break;
                case JsonArray items:
                    merged[name] = Merge(merged[name] as JsonArray ?? [], items);
                    break;
                default:
                    merged[name] = value.DeepClone();
                    break;
            }
        }

        return merged;
    }

    /// <summary>Items with the same type are one; that is how the lists of a status merge.</summary>
    private static JsonArray Merge(JsonArray target, JsonArray patch)
    {
        var items = patch.OfType<JsonObject>().Where(static item => !item.ContainsKey(Directive)).ToArray();
        var isReplaced = patch.Count != items.Length;
        var before = isReplaced ? [] : target.OfType<JsonObject>().ToArray();
        var kept = before.Where(old => !Array.Exists(items, item => IsSame(item, old))).Select(static old => old.DeepClone());
        var merged = new JsonArray([.. kept]);
        foreach (var item in items)
        {
            merged.Add((JsonNode)Merge(Array.Find(before, old => IsSame(old, item)) ?? [], item));
        }

        return merged;
    }

    private static bool IsSame(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left?["type"], right?["type"]);
}
