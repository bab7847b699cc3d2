using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>The part of JSONPath that definitions use: members, list items by number, and those whose member has a value.</summary>
internal sealed class FieldPath
{
    private readonly ImmutableArray<(string Name, string? Member, string? Value)> _steps;

    private FieldPath(ImmutableArray<(string Name, string? Member, string? Value)> steps) => _steps = steps;

    /// <summary>Names of the members on the way, when it is made of nothing else.</summary>
    public IEnumerable<string> Names => _steps.Select(step => step.Name);

    public static FieldPath Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<(string, string?, string?)>();
        var name = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '\\' when index + 1 < text.Length:
                    name.Append(text[++index]);
                    break;
                case '.':
                    Flush();
                    break;
                case '[':
                    Flush();
                    var end = text.IndexOf(']', index);
                    end = end < 0 ? text.Length : end;
                    steps.Add(Bracket(text[(index + 1)..end]));
                    index = end;
                    break;
                default:
                    name.Append(text[index]);
                    break;
            }
        }

        Flush();
        return new FieldPath(steps.ToImmutable());

        void Flush()
        {
            if (name.Length > 0)
            {
                steps.Add((name.ToString(), null, null));
                name.Clear();
            }
        }
    }

    /// <summary>The first value that the path leads to; null when it leads nowhere.</summary>
    public JsonNode? Find(JsonNode? value)
    {
        foreach (var (name, member, wanted) in _steps)
        {
            value = value switch
            {
                JsonArray list when member is not null => list.FirstOrDefault(item => item is JsonObject found && found[member]?.ToString() == wanted),
                JsonArray list when int.TryParse(name, out var index) && index >= 0 && index < list.Count => list[index],
                JsonArray { Count: > 0 } list when name == "*" => list[0],
                JsonObject members => members[name],
                _ => null,
            };
        }

        return value;
    }

    /// <summary>Sets the value that a path of members leads to; objects on the way are made.</summary>
    public void Set(JsonObject value, JsonNode? found)
    {
        foreach (var (name, _, _) in _steps.AsSpan()[..^1])
        {
            if (value[name] is not JsonObject members)
            {
                value[name] = members = [];
            }

            value = members;
        }

        value[_steps[^1].Name] = found;
    }

    /// <summary><c>?(@.type=="Ready")</c>, <c>'name'</c> or a number.</summary>
    private static (string Name, string? Member, string? Value) Bracket(string text)
    {
        if (!text.StartsWith("?(@.", StringComparison.Ordinal) || text.IndexOf("==", StringComparison.Ordinal) is not (> 0 and var equals))
        {
            return (text.Trim('\'', '"'), null, null);
        }

        return (string.Empty, text[4..equals].Trim(), text[(equals + 2)..].TrimEnd(')').Trim().Trim('\'', '"'));
    }
}
