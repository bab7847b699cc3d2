using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Patching;

/// <summary>Merges the lists of a strategic merge patch and puts the result in Kubernetes' order.</summary>
internal static class StrategicList
{
    /// <summary>Merges <paramref name="patch"/> into <paramref name="target"/> and returns a new list.</summary>
    /// <param name="target">The list as it is.</param>
    /// <param name="patch">The items to merge; may be empty.</param>
    /// <param name="key">The member that tells items apart; <see cref="MergeKeys.Primitive"/> for plain values.</param>
    /// <param name="name">Name of the list, for merges inside its items.</param>
    /// <param name="order">The wanted order; null: that of the patch.</param>
    public static JsonArray Merge(JsonArray target, JsonArray patch, string key, string name, JsonArray? order)
    {
        var serverOrder = target.Select(item => IdOf(item, key)).ToList();
        var merged = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in target)
        {
            merged[IdOf(item, key)] = item;
        }

        if (patch.Any(IsReplacement))
        {
            merged.Clear();
        }

        foreach (var item in patch)
        {
            MergeItem(merged, item, key, name);
        }

        var wanted = (order ?? patch).Where(item => !IsReplacement(item)).Select(item => IdOf(item, key)).ToList();
        return Arrange(merged, serverOrder, wanted);
    }

    /// <summary>A plain value as text, to compare by.</summary>
    public static string ValueText(JsonNode? value) =>
        value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : value?.ToJsonString() ?? "null";

    private static void MergeItem(Dictionary<string, JsonNode?> merged, JsonNode? item, string key, string name)
    {
        if (IsReplacement(item))
        {
            return;
        }

        var id = IdOf(item, key);
        if (item is not JsonObject members)
        {
            merged[id] = item;
        }
        else if (StrategicPatch.DirectiveOf(members) == "delete")
        {
            merged.Remove(id);
        }
        else
        {
            var result = merged.GetValueOrDefault(id)?.DeepClone() as JsonObject ?? [];
            StrategicPatch.Apply(result, members, name);
            merged[id] = result;
        }
    }

    /// <summary>
    /// Items of the wanted order stand in that order. The others keep their order among themselves and go before the first wanted item
    /// that followed them in the list as it was; the rest goes to the end.
    /// </summary>
    private static JsonArray Arrange(Dictionary<string, JsonNode?> merged, List<string> serverOrder, List<string> wanted)
    {
        var right = wanted.Where(merged.ContainsKey).Distinct(StringComparer.Ordinal).ToList();
        var left = serverOrder.Concat(merged.Keys).Where(merged.ContainsKey).Distinct(StringComparer.Ordinal)
            .Except(right, StringComparer.Ordinal).ToList();
        var result = new JsonArray();
        var next = 0;
        foreach (var id in right)
        {
            var place = serverOrder.IndexOf(id);
            while (next < left.Count && place >= 0 && serverOrder.IndexOf(left[next]) is >= 0 and var before && before < place)
            {
                result.Add(merged[left[next++]]?.DeepClone());
            }

            result.Add(merged[id]?.DeepClone());
        }

        foreach (var id in left.Skip(next))
        {
            result.Add(merged[id]?.DeepClone());
        }

        return result;
    }

    /// <summary>An item that only says that the patch's list takes the place of the old one.</summary>
    private static bool IsReplacement(JsonNode? item) => item is JsonObject members && StrategicPatch.DirectiveOf(members) == "replace";

    private static string IdOf(JsonNode? item, string key)
    {
        if (key == MergeKeys.Primitive)
        {
            return item is JsonValue ? ValueText(item) : throw new PatchException("a list of plain values holds something else");
        }

        return item is JsonObject members && members.TryGetPropertyValue(key, out var value) && value is JsonValue
            ? ValueText(value)
            : throw new PatchException($"map: {item?.ToJsonString() ?? "null"} does not contain declared merge key: {key}");
    }
}
