using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace KubeEdge.Dmi.Conversion;

/// <summary>
/// The free part of a protocol's or a property's configuration. The original sends every number as a float of 32 bits and gives up a whole
/// device for one list. Here a number that a float would change goes as an integer or a double, and lists and objects go as their JSON.
/// </summary>
internal static class ConfigurationData
{
    /// <summary>Packs values, ordered by key.</summary>
    /// <param name="values">What the device says; null when it says nothing.</param>
    /// <param name="defaults">What its model says, for keys that the device does not have.</param>
    /// <returns>Null when neither says anything.</returns>
    public static SortedDictionary<string, Any>? Pack(JsonElement? values, JsonElement? defaults = null)
    {
        if (values is not { ValueKind: JsonValueKind.Object } && defaults is not { ValueKind: JsonValueKind.Object })
        {
            return null;
        }

        var packed = new SortedDictionary<string, Any>(StringComparer.Ordinal);
        Add(packed, defaults);
        Add(packed, values);
        return packed;
    }

    private static void Add(SortedDictionary<string, Any> packed, JsonElement? values)
    {
        if (values is not { ValueKind: JsonValueKind.Object } map)
        {
            return;
        }

        foreach (var member in map.EnumerateObject())
        {
            if (Pack(member.Value) is { } message)
            {
                packed[member.Name] = Any.Pack(message);
            }
        }
    }

    private static IMessage? Pack(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new StringValue { Value = value.GetString() },
        JsonValueKind.True => new BoolValue { Value = true },
        JsonValueKind.False => new BoolValue(),
        JsonValueKind.Number => PackNumber(value),
        JsonValueKind.Object or JsonValueKind.Array => new StringValue { Value = value.GetRawText() },
        _ => null,
    };

    private static IMessage PackNumber(JsonElement number)
    {
        if (number.TryGetInt64(out var integer))
        {
            // As 128 bits, because the largest integers become floats that are no longs any more.
            return (Int128)(float)integer == integer ? new FloatValue { Value = integer } : new Int64Value { Value = integer };
        }

        var precise = number.GetDouble();
        var single = (float)precise;
        if (!double.IsFinite(precise))
        {
            return new StringValue { Value = number.GetRawText() };
        }

        // 0.1 has no exact float, but the float's shortest text is 0.1 again: whoever prints it sees what was written.
        var isSame = single == precise
            || double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == precise;
        return isSame ? new FloatValue { Value = single } : new DoubleValue { Value = precise };
    }
}
