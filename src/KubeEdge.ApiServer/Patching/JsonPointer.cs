using System.Globalization;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Patching;

/// <summary>RFC 6901: a place in a tree, as its parent and the last step.</summary>
internal readonly struct JsonPointer
{
    private readonly JsonNode _parent;
    private readonly string _step;

    private JsonPointer(JsonNode parent, string step) => (_parent, _step) = (parent, step);

    /// <summary>Finds the parent of a place. The place itself need not exist.</summary>
    public static bool TryFind(JsonNode root, string text, out JsonPointer pointer)
    {
        pointer = default;
        if (text.Length == 0 || text[0] != '/')
        {
            return false;
        }

        var steps = text[1..].Split('/');
        JsonNode? node = root;
        foreach (var step in steps.AsSpan(0, steps.Length - 1))
        {
            node = node switch
            {
                JsonObject members => members[Unescape(step)],
                JsonArray items when TryIndex(step, items.Count - 1, out var index) => items[index],
                _ => null,
            };
        }

        if (node is not (JsonObject or JsonArray))
        {
            return false;
        }

        pointer = new JsonPointer(node, Unescape(steps[^1]));
        return true;
    }

    public bool TryGet(out JsonNode? value)
    {
        if (_parent is JsonObject members)
        {
            return members.TryGetPropertyValue(_step, out value);
        }

        value = null;
        if (_parent is not JsonArray items || !TryIndex(_step, items.Count - 1, out var index))
        {
            return false;
        }

        value = items[index];
        return true;
    }

    public bool TryAdd(JsonNode? value)
    {
        if (_parent is JsonObject members)
        {
            members[_step] = value;
            return true;
        }

        if (_parent is not JsonArray items)
        {
            return false;
        }

        var index = items.Count;
        if (_step != "-" && !TryIndex(_step, items.Count, out index))
        {
            return false;
        }

        items.Insert(index, value);
        return true;
    }

    public bool TryReplace(JsonNode? value)
    {
        switch (_parent)
        {
            case JsonObject members when members.ContainsKey(_step):
                members[_step] = value;
                return true;
            case JsonArray items when TryIndex(_step, items.Count - 1, out var index):
                items[index] = value;
                return true;
            default:
                return false;
        }
    }

    public bool TryRemove()
    {
        if (_parent is JsonArray items && TryIndex(_step, items.Count - 1, out var index))
        {
            items.RemoveAt(index);
            return true;
        }

        return _parent is JsonObject members && members.Remove(_step);
    }

    private static bool TryIndex(string step, int last, out int index) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index <= last;

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
