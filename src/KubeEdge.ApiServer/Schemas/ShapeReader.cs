using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Responses;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>
/// Brings a tree into the form that a typed decoder leaves: wrong types are errors with Go's text, unknown fields are taken out and
/// listed, members that say nothing are dropped, and those that are always written are there.
/// </summary>
internal sealed class ShapeReader
{
    private readonly List<string> _unknown = [];

    /// <summary>Paths of the fields that no shape knows, as they were found.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>What a converter of decoded values says instead; null unless a type was wrong.</summary>
    public string? ConversionProblem { get; private set; }

    /// <summary>Returns null when the tree fits, else what a Go decoder says.</summary>
    public string? Read(JsonObject root, TypeShape shape)
    {
        if (ReadObject(root, shape, string.Empty, string.Empty) is { } problem)
        {
            return problem;
        }

        ShapeCompleter.Complete(root, shape);
        return null;
    }

    /// <param name="value">The object.</param>
    /// <param name="shape">Its fields.</param>
    /// <param name="path">Where it is, with indexes, for unknown fields.</param>
    /// <param name="goPath">Where it is as Go's decoder says it, without them.</param>
    private string? ReadObject(JsonObject value, TypeShape shape, string path, string goPath)
    {
        foreach (var name in value.Select(member => member.Key).ToArray())
        {
            var memberPath = Join(path, name);
            if (!shape.ByName.TryGetValue(name, out var field))
            {
                if (!shape.IsOpen)
                {
                    _unknown.Add(memberPath);
                    value.Remove(name);
                }

                continue;
            }

            if (value[name] is not { } node)
            {
                value.Remove(name);
                continue;
            }

            var memberGoPath = Join(goPath, name);
            if (ReadValue(node, field.Type, $"{shape.GoName}.{memberGoPath}", memberPath, memberGoPath) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? ReadValue(JsonNode? node, FieldType type, string goField, string path, string goPath) => type.Kind switch
    {
        _ when node is null => null,
        FieldKind.Any or FieldKind.Raw => null,
        FieldKind.Flag => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : Mismatch(node, goField, type.GoName),
        FieldKind.Integer => node is JsonValue number && IsInteger(number, type) ? null : Mismatch(node, goField, type.GoName),
        FieldKind.Number => node.GetValueKind() is JsonValueKind.Number ? null : Mismatch(node, goField, type.GoName),
        FieldKind.Bytes => node.GetValueKind() is JsonValueKind.String
            ? Base64Text.Problem(node.GetValue<string>())
            : Mismatch(node, goField, type.GoName),
        FieldKind.Quantity => node.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
            ? Quantities.TryParse(node.ToString(), out _) ? null : Quantities.Rule
            : Mismatch(node, goField, type.GoName),
        FieldKind.IntOrString =>
            node.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? null : Mismatch(node, goField, type.GoName),
        FieldKind.List => ReadList(node, type, goField, path, goPath),
        FieldKind.Map => ReadMap(node, type, goField, path, goPath),
        FieldKind.Object => node is JsonObject nested
            ? ReadObject(nested, type.Shape, path, goPath)
            : Mismatch(node, goField, type.GoName),
        _ => node.GetValueKind() is JsonValueKind.String ? null : Mismatch(node, goField, type.GoName),
    };

    private string? ReadMap(JsonNode node, FieldType type, string goField, string path, string goPath)
    {
        if (node is not JsonObject map || type.Item is not { } item)
        {
            return Mismatch(node, goField, type.GoName);
        }

        foreach (var (name, member) in map.ToArray())
        {
            if (member is null)
            {
                // Go decodes null into an empty value.
                map[name] = item.Kind is FieldKind.Object ? new JsonObject() : string.Empty;
            }
            else if (ReadValue(member, item, goField, Join(path, name), goPath) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? ReadList(JsonNode node, FieldType type, string goField, string path, string goPath)
    {
        if (node is not JsonArray list || type.Item is not { } item)
        {
            return Mismatch(node, goField, type.GoName);
        }

        for (var index = 0; index < list.Count; index++)
        {
            if (list[index] is null)
            {
                list[index] = item.Kind is FieldKind.Object ? new JsonObject() : string.Empty;
            }
            else if (ReadValue(list[index], item, goField, $"{path}[{index}]", goPath) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static bool IsInteger(JsonValue value, FieldType type) =>
        value.TryGetValue<long>(out var number) && (type.GoName != "int32" || number is >= int.MinValue and <= int.MaxValue);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private string Mismatch(JsonNode? node, string goField, string goType)
    {
        ConversionProblem = $"cannot convert {GoText.TypeOf(node)} to {goType}";
        return $"json: cannot unmarshal {GoText.KindOf(node)} into Go struct field {goField} of type {goType}";
    }
}
