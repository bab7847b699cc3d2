using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Schemas;

namespace KubeEdge.ApiServer.Protobuf;

/// <summary>Turns the binary form of an object into the tree that its JSON form has.</summary>
internal static class ProtobufObject
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";
    private const string MicroTimeFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    /// <summary>Reads a message. Fields that the shape does not know are passed over, as every reader of protobuf does.</summary>
    /// <exception cref="FormatException">It is no such message.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> message, TypeShape shape)
    {
        var value = new JsonObject();
        ReadInto(value, message, shape, depth: 0);
        return value;
    }

    private static void ReadInto(JsonObject value, ReadOnlySpan<byte> message, TypeShape shape, int depth)
    {
        if (depth > ObjectJson.MaxDepth)
        {
            throw new FormatException("proto: messages are nested too deep");
        }

        var reader = new WireReader(message);
        while (reader.TryRead(out var wire))
        {
            if (!shape.ByNumber.TryGetValue(wire.Number, out var field))
            {
                continue;
            }

            if (field.IsInline)
            {
                ReadInto(value, wire.Bytes, field.Type.Shape, depth + 1);
            }
            else
            {
                ReadField(value, field, wire, depth);
            }
        }
    }

    private static void ReadField(JsonObject value, FieldShape field, WireField wire, int depth)
    {
        switch (field.Type)
        {
            case { Kind: FieldKind.List, Item: { } item }:
                ReadItem(Items(value, field.Name), item, wire, depth);
                break;
            case { Kind: FieldKind.Map, Item: { } item }:
                ReadEntry(Members(value, field.Name), item, wire.Bytes, depth);
                break;
            default:
                value[field.Name] = ReadValue(field.Type, wire, depth);
                break;
        }
    }

    private static void ReadItem(JsonArray list, FieldType item, WireField wire, int depth)
    {
        if (item.Kind is FieldKind.Integer or FieldKind.Flag && wire.Type is WireType.Bytes)
        {
            throw new FormatException("proto: packed numbers are not used by Kubernetes");
        }

        list.Add(ReadValue(item, wire, depth));
    }

    /// <summary>A map is a list of messages with the key as first field and the value as second.</summary>
    private static void ReadEntry(JsonObject map, FieldType item, ReadOnlySpan<byte> entry, int depth)
    {
        var key = string.Empty;
        JsonNode? value = item.Kind is FieldKind.Object ? new JsonObject() : JsonValue.Create(string.Empty);
        var reader = new WireReader(entry);
        while (reader.TryRead(out var wire))
        {
            switch (wire.Number)
            {
                case 1:
                    key = Encoding.UTF8.GetString(wire.Bytes);
                    break;
                case 2:
                    value = ReadValue(item, wire, depth);
                    break;
            }
        }

        map[key] = value;
    }

    private static JsonNode? ReadValue(FieldType type, WireField wire, int depth)
    {
        switch (type.Kind)
        {
            case FieldKind.Text:
                return JsonValue.Create(Encoding.UTF8.GetString(wire.Bytes));
            case FieldKind.Flag:
                return JsonValue.Create(wire.Value != 0);
            case FieldKind.Integer:
                return JsonValue.Create((long)wire.Value);
            case FieldKind.Number:
                return JsonValue.Create(BitConverter.UInt64BitsToDouble(wire.Value));
            case FieldKind.Bytes:
                return JsonValue.Create(Convert.ToBase64String(wire.Bytes));
            case FieldKind.Object:
                var nested = new JsonObject();
                ReadInto(nested, wire.Bytes, type.Shape, depth + 1);
                return nested;
            case FieldKind.List when type is { IsNamedList: true, Item: { } item }:
                return ReadNamedList(item, wire.Bytes, depth);
            case FieldKind.Time:
                return ReadTime(wire.Bytes, TimeFormat);
            case FieldKind.MicroTime:
                return ReadTime(wire.Bytes, MicroTimeFormat);
            default:
                return ReadSpecial(type, wire.Bytes);
        }
    }

    private static JsonArray ReadNamedList(FieldType item, ReadOnlySpan<byte> message, int depth)
    {
        var list = new JsonArray();
        var reader = new WireReader(message);
        while (reader.TryRead(out var wire))
        {
            if (wire.Number == 1)
            {
                list.Add(ReadValue(item, wire, depth));
            }
        }

        return list;
    }

    /// <summary>Values with a form of their own, each a message of a few fields.</summary>
    private static JsonNode? ReadSpecial(FieldType type, ReadOnlySpan<byte> message)
    {
        var number = 0L;
        var isText = false;
        var first = default(ReadOnlySpan<byte>);
        var text = string.Empty;
        var reader = new WireReader(message);
        while (reader.TryRead(out var wire))
        {
            switch (wire.Number)
            {
                case 1 when wire.Type is WireType.Bytes:
                    first = wire.Bytes;
                    break;
                case 1:
                    isText = wire.Value != 0;
                    number = (long)wire.Value;
                    break;
                case 2:
                    number = (long)wire.Value;
                    break;
                case 3:
                    text = Encoding.UTF8.GetString(wire.Bytes);
                    break;
            }
        }

        return type.Kind switch
        {
            FieldKind.Quantity => JsonValue.Create(Encoding.UTF8.GetString(first)),
            FieldKind.IntOrString => isText ? JsonValue.Create(text) : JsonValue.Create(number),
            FieldKind.Duration => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(number / 100).TotalSeconds}s")),
            _ when first.IsEmpty => null,
            _ => ObjectJson.TryParse(first.ToArray(), out var node, out var problem) ? node : throw new FormatException(problem),
        };
    }

    /// <summary>A time that was never set is an empty message.</summary>
    private static JsonValue? ReadTime(ReadOnlySpan<byte> message, string format)
    {
        var seconds = 0L;
        var nanoseconds = 0L;
        var reader = new WireReader(message);
        while (reader.TryRead(out var wire))
        {
            seconds = wire.Number == 1 ? (long)wire.Value : seconds;
            nanoseconds = wire.Number == 2 ? (long)wire.Value : nanoseconds;
        }

        if (message.IsEmpty)
        {
            return null;
        }

        try
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100);
            return JsonValue.Create(time.ToString(format, CultureInfo.InvariantCulture));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FormatException("proto: a time is out of range");
        }
    }

    private static JsonArray Items(JsonObject value, string name)
    {
        if (value[name] is not JsonArray items)
        {
            value[name] = items = [];
        }

        return items;
    }

    private static JsonObject Members(JsonObject value, string name)
    {
        if (value[name] is not JsonObject members)
        {
            value[name] = members = [];
        }

        return members;
    }
}
