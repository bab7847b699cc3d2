using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Patching;

/// <summary>
/// Strategic merge patch: a merge patch that merges lists by key and obeys the directives <c>$patch</c>, <c>$retainKeys</c>,
/// <c>$setElementOrder/…</c> and <c>$deleteFromPrimitiveList/…</c>.
/// </summary>
internal static class StrategicPatch
{
    public const string Directive = "$patch";
    public const string OrderPrefix = "$setElementOrder/";
    private const string RetainKeys = "$retainKeys";
    private const string DeletePrefix = "$deleteFromPrimitiveList/";

    /// <summary>Changes <paramref name="target"/>, which is useless after a failure.</summary>
    /// <param name="target">The object to change.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="parent">Name of the member that holds the target; empty at the root.</param>
    public static void Apply(JsonObject target, JsonObject patch, string parent = "")
    {
        if (Replaces(target, patch))
        {
            return;
        }

        Retain(target, patch);
        foreach (var (name, value) in patch)
        {
            if (name is Directive or RetainKeys || name.StartsWith(OrderPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (name.StartsWith(DeletePrefix, StringComparison.Ordinal))
            {
                RemovePrimitives(target, name[DeletePrefix.Length..], value);
            }
            else
            {
                ApplyMember(target, name, value, patch, parent);
            }
        }

        Reorder(target, patch, parent);
    }

    /// <summary>The directive of an object of a patch; null when it has none.</summary>
    public static string? DirectiveOf(JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(Directive, out var value))
        {
            return null;
        }

        return value is JsonValue text && text.TryGetValue<string>(out var directive)
            ? directive
            : throw new PatchException($"unknown patch type: {value?.ToJsonString() ?? "null"}");
    }

    private static bool Replaces(JsonObject target, JsonObject patch)
    {
        switch (DirectiveOf(patch))
        {
            case null or "merge":
                return false;
            case "delete":
                target.Clear();
                return true;
            case "replace":
                target.Clear();
                foreach (var (name, value) in patch)
                {
                    if (name != Directive)
                    {
                        target[name] = value?.DeepClone();
                    }
                }

                return true;
            case var other:
                throw new PatchException($"Unknown patch type found: {other}");
        }
    }

    private static void ApplyMember(JsonObject target, string name, JsonNode? value, JsonObject patch, string parent)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject members:
                if (target[name] is not JsonObject nested)
                {
                    target[name] = nested = [];
                }

                Apply(nested, members, name);
                break;
            case JsonArray items when MergeKeys.Find(parent, name) is { } key:
                var order = patch[OrderPrefix + name] as JsonArray;
                target[name] = StrategicList.Merge(target[name] as JsonArray ?? [], items, key, name, order);
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    /// <summary>An order that comes without items to merge still rearranges what is there.</summary>
    private static void Reorder(JsonObject target, JsonObject patch, string parent)
    {
        foreach (var (directive, value) in patch)
        {
            if (!directive.StartsWith(OrderPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            var name = directive[OrderPrefix.Length..];
            if (value is not JsonArray order)
            {
                throw new PatchException($"{directive} must be a list");
            }

            if (!patch.ContainsKey(name) && target[name] is JsonArray items && MergeKeys.Find(parent, name) is { } key)
            {
                target[name] = StrategicList.Merge(items, [], key, name, order);
            }
        }
    }

    private static void Retain(JsonObject target, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(RetainKeys, out var value))
        {
            return;
        }

        if (value is not JsonArray list)
        {
            throw new PatchException($"{RetainKeys} must be a list");
        }

        var kept = list.Select(StrategicList.ValueText).ToHashSet(StringComparer.Ordinal);
        foreach (var name in target.Select(member => member.Key).Where(name => !kept.Contains(name)).ToArray())
        {
            target.Remove(name);
        }
    }

    private static void RemovePrimitives(JsonObject target, string name, JsonNode? value)
    {
        if (value is not JsonArray list)
        {
            throw new PatchException($"{DeletePrefix}{name} must be a list");
        }

        if (target[name] is JsonArray items)
        {
            var gone = list.Select(StrategicList.ValueText).ToHashSet(StringComparer.Ordinal);
            items.RemoveAll(item => gone.Contains(StrategicList.ValueText(item)));
        }
    }
}
