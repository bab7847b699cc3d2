using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>
/// Brings a tree into the form that a typed decoder leaves: wrong types are errors with Go's text, unknown fields are taken out and
/// listed, and members that say nothing (null, empty maps and lists) are dropped.
/// </summary>
internal sealed class ShapeReader
{
    private readonly List<string> _unknown = [];

    /// <summary>Paths of the fields that no shape knows, as they were found.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>What a converter of decoded values says instead; null unless a type was wrong.</summary>
    public string? ConversionProblem { get; private set; }

    /// <summary>Returns null when the tree fits, else what a Go decoder says.</summary>
    public string? Read(JsonObject root, TypeShape shape) => ReadObject(root, shape, string.Empty, TypeShapes.IsClosed(shape));

    private string? ReadObject(JsonObject value, TypeShape shape, string path, bool isClosed)
    {
        foreach (var name in value.Select(member => member.Key).ToArray())
        {
            var memberPath = path.Length == 0 ? name : $"{path}.{name}";
            if (!shape.Fields.TryGetValue(name, out var field))
            {
                if (isClosed)
                {
                    _unknown.Add(memberPath);
                    value.Remove(name);
                }

                continue;
            }

            var node = value[name];
            if (node is null)
            {
                value.Remove(name);
                continue;
            }

            if (ReadField(node, field, $"{shape.GoName}.{memberPath}", memberPath) is { } problem)
            {
                return problem;
            }

            if (node is JsonObject { Count: 0 } or JsonArray { Count: 0 } && field.Kind is not FieldKind.Any)
            {
                value.Remove(name);
            }
        }

        return null;
    }

    private string? ReadField(JsonNode node, FieldShape field, string goField, string path) => field.Kind switch
    {
        FieldKind.Any => null,
        FieldKind.Text => Expect(node, JsonValueKind.String, goField, field.GoType),
        FieldKind.Flag => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : Mismatch(node, goField, field.GoType),
        FieldKind.Integer => node is JsonValue number && number.TryGetValue<long>(out _) ? null : Mismatch(node, goField, field.GoType),
        FieldKind.TextMap => ReadMap(node, field, goField, "string", isBase64: false),
        FieldKind.BytesMap => ReadMap(node, field, goField, "[]uint8", isBase64: true),
        FieldKind.TextList => ReadTexts(node, field, goField),
        FieldKind.List => node is JsonArray ? null : Mismatch(node, goField, field.GoType),
        // A nested shape is always complete: metadata, and specs of types that are known whole.
        _ => node is JsonObject nested && field.Nested is { } shape
            ? ReadObject(nested, shape, path, isClosed: true)
            : Mismatch(node, goField, field.GoType),
    };

    private string? ReadMap(JsonNode node, FieldShape field, string goField, string itemType, bool isBase64)
    {
        if (node is not JsonObject map)
        {
            return Mismatch(node, goField, field.GoType);
        }

        foreach (var (name, item) in map.ToArray())
        {
            if (item is null)
            {
                // Go decodes null into an empty value.
                map[name] = string.Empty;
            }
            else if (Expect(item, JsonValueKind.String, goField, itemType) is { } problem
                || (isBase64 && (problem = Base64Text.Problem(item.GetValue<string>())) is not null))
            {
                return problem;
            }
        }

        return null;
    }

    private string? ReadTexts(JsonNode node, FieldShape field, string goField)
    {
        if (node is not JsonArray list)
        {
            return Mismatch(node, goField, field.GoType);
        }

        foreach (var item in list)
        {
            if (item is null || item.GetValueKind() is not JsonValueKind.String)
            {
                return Mismatch(item, goField, "string");
            }
        }

        return null;
    }

    private string? Expect(JsonNode node, JsonValueKind kind, string goField, string goType) =>
        node.GetValueKind() == kind ? null : Mismatch(node, goField, goType);

    private string Mismatch(JsonNode? node, string goField, string goType)
    {
        ConversionProblem = $"cannot convert {GoText.TypeOf(node)} to {goType}";
        return $"json: cannot unmarshal {GoText.KindOf(node)} into Go struct field {goField} of type {goType}";
    }
}
