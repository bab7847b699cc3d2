using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>
/// Writes an object as Go writes it: an empty member is left out, unless it is one that is always written or whose absence means something
/// else; objects that are no pointers are always there.
/// </summary>
internal static class ShapeCompleter
{
    public static void Complete(JsonObject value, TypeShape shape)
    {
        foreach (var field in shape.Fields)
        {
            value.TryGetPropertyValue(field.Name, out var node);
            if (node is not null)
            {
                CompleteValue(node, field.Type);
            }

            if (field.IsPointer || (node is not null && !IsEmpty(node, field.Type.Kind)))
            {
                continue;
            }

            if (field.Type.Kind is FieldKind.Object)
            {
                if (node is null && !shape.IsOpen)
                {
                    value[field.Name] = node = new JsonObject();
                    CompleteValue(node, field.Type);
                }
            }
            else if (!field.IsAlwaysWritten && field.Type.Kind is not (FieldKind.Time or FieldKind.MicroTime))
            {
                value.Remove(field.Name);
            }
            else if (node is null && !shape.IsOpen)
            {
                value[field.Name] = Empty(field.Type.Kind);
            }
        }
    }

    private static void CompleteValue(JsonNode node, FieldType type)
    {
        switch (node)
        {
            case JsonObject nested when type.Kind is FieldKind.Object:
                Complete(nested, type.Shape);
                break;
            case JsonObject map when type is { Kind: FieldKind.Map, Item: { Kind: FieldKind.Object } item }:
                foreach (var (_, member) in map)
                {
                    CompleteItem(member, item);
                }

                break;
            case JsonArray list when type is { Kind: FieldKind.List, Item: { Kind: FieldKind.Object } item }:
                foreach (var member in list)
                {
                    CompleteItem(member, item);
                }

                break;
        }
    }

    private static void CompleteItem(JsonNode? member, FieldType item)
    {
        if (member is not null)
        {
            CompleteValue(member, item);
        }
    }

    private static bool IsEmpty(JsonNode node, FieldKind kind) => node switch
    {
        JsonObject map => map.Count == 0 && kind is FieldKind.Map,
        JsonArray list => list.Count == 0,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>().Length == 0,
            JsonValueKind.False => true,
            JsonValueKind.Number => kind is FieldKind.Integer && node.AsValue().TryGetValue<long>(out var number) && number == 0,
            _ => false,
        },
    };

    private static JsonValue? Empty(FieldKind kind) => kind switch
    {
        FieldKind.Text => JsonValue.Create(string.Empty),
        FieldKind.Flag => JsonValue.Create(false),
        FieldKind.Integer => JsonValue.Create(0),
        FieldKind.Quantity => JsonValue.Create("0"),
        _ => null,
    };
}
