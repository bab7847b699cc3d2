using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeEdge.Testing;

/// <summary>
/// Compares what we send with what was recorded in its place, field by field. Ids and versions are mapped, times compared in form (see
/// <see cref="IdentityMap"/>); everything else is equal or excepted with a reason. One of these per replay: it knows what stands for what.
/// </summary>
internal sealed class TranscriptComparer(TranscriptExceptions exceptions)
{
    private const int MostShown = 160;

    private readonly List<string> _differences = [];

    public IdentityMap Identities { get; } = new();

    /// <summary>Notes in which paths the two messages differ.</summary>
    /// <returns>The differences of these two that nothing excepts, as sentences.</returns>
    public IReadOnlyList<string> Compare(JsonNode recorded, JsonNode ours)
    {
        var before = _differences.Count;
        Compare(Name(recorded), string.Empty, string.Empty, recorded, ours);
        return _differences[before..];
    }

    /// <summary>Notes a recorded message in whose place we sent nothing (path <c>missing</c>).</summary>
    public void Missing(JsonNode recorded) => Note(Name(recorded), "missing", $"we sent nothing for {Show(recorded)}");

    /// <summary>Notes a message of ours in whose place nothing was recorded (path <c>surplus</c>).</summary>
    public void Surplus(JsonNode ours) => Note(Name(ours), "surplus", $"nothing recorded for {Show(ours)}");

    /// <summary>Fails when anything differed that is not excepted, and when an exception was not needed.</summary>
    public void AssertSame()
    {
        string[] all = [.. _differences, .. exceptions.Unused()];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all.Prepend($"{all.Length} differences:")));
    }

    /// <summary>The differences so far.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _differences);

    /// <summary>A message in words: its operation and resource.</summary>
    public static string Name(JsonNode message) => $"{message["route"]?["operation"]} {message["route"]?["resource"]}";

    private void Compare(string message, string path, string member, JsonNode? recorded, JsonNode? ours)
    {
        if (JsonNode.DeepEquals(recorded, ours) || (path.Length > 0 && exceptions.Covers(message, path)))
        {
            return;
        }

        switch (recorded, ours)
        {
            case (JsonObject left, JsonObject right):
                CompareMembers(message, path, left, right);
                break;
            case (JsonArray left, JsonArray right):
                var keyed = HasKeys(left) && HasKeys(right);
                CompareMembers(message, path, Members(left, keyed), Members(right, keyed));
                break;
            case (JsonValue left, JsonValue right) when AreAlike(path, member, left, right):
                break;
            case (JsonValue left, JsonValue right) when Inner(left) is { } leftInner && Inner(right) is { } rightInner:
                Compare(message, path, member, leftInner, rightInner);
                break;
            default:
                Note(message, path, $"recorded {Show(recorded)}, ours {Show(ours)}");
                break;
        }
    }

    private void CompareMembers(string message, string path, JsonObject recorded, JsonObject ours)
    {
        foreach (var name in recorded.Select(member => member.Key).Union(ours.Select(member => member.Key)))
        {
            var below = path.Length == 0 ? name : $"{path}.{name}";
            switch (recorded.TryGetPropertyValue(name, out var left), ours.TryGetPropertyValue(name, out var right))
            {
                case (true, true):
                    Compare(message, below, name, left, right);
                    break;
                case (true, false):
                    Note(message, below, $"recorded {Show(left)}, ours has none");
                    break;
                default:
                    Note(message, below, $"recorded none, ours {Show(right)}");
                    break;
            }
        }
    }

    private bool AreAlike(string path, string member, JsonValue recorded, JsonValue ours) =>
        (recorded.GetValueKind(), ours.GetValueKind()) switch
        {
            (JsonValueKind.String, JsonValueKind.String) =>
                Identities.AreAlike(member, recorded.GetValue<string>(), ours.GetValue<string>()),
            (JsonValueKind.Number, JsonValueKind.Number) => path is "header.timestamp" or "content.timestamp",
            _ => false,
        };

    private void Note(string message, string path, string difference)
    {
        if (!exceptions.Covers(message, path))
        {
            _differences.Add($"{message} {path}: {difference}");
        }
    }

    /// <summary>Items of lists go by their type or name, in whatever order, where each has one of its own; else by their place.</summary>
    private static JsonObject Members(JsonArray items, bool keyed) =>
        new(items.Select((item, index) => KeyValuePair.Create($"[{(keyed ? Key(item) : index)}]", item?.DeepClone())));

    private static bool HasKeys(JsonArray items) =>
        items.All(item => Key(item) is not null) && items.Select(Key).Distinct().Count() == items.Count;

    private static string? Key(JsonNode? item) =>
        item is JsonObject fields && (fields["type"] ?? fields["name"]) is JsonValue value ? value.ToString() : null;

    /// <summary>What a text says that is itself a JSON object, as patches are sent.</summary>
    private static JsonObject? Inner(JsonValue value)
    {
        if (value.GetValueKind() != JsonValueKind.String || !value.GetValue<string>().StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(value.GetValue<string>()) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= MostShown ? text : text[..MostShown] + " …";
    }
}
