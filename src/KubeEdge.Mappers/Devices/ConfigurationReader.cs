using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Mappers.Devices;

/// <summary>Unpacks what the edge core packed into <c>google.protobuf.Any</c>: each value by the type that its name says.</summary>
internal static class ConfigurationReader
{
    public static DeviceConfiguration Read(string owner, CustomizedValue? values)
    {
        var members = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, packed) in values?.Data ?? [])
        {
            if (packed is not null && Unpack(packed) is { } value)
            {
                members[name] = value;
            }
        }

        return new DeviceConfiguration(owner, members);
    }

    private static object? Unpack(Any packed)
    {
        var bytes = packed.Value;
        return packed.TypeUrl[(packed.TypeUrl.LastIndexOf('/') + 1)..] switch
        {
            "google.protobuf.StringValue" => StringValue.Parser.ParseFrom(bytes).Value,
            "google.protobuf.BoolValue" => BoolValue.Parser.ParseFrom(bytes).Value,
            "google.protobuf.FloatValue" => Widen(FloatValue.Parser.ParseFrom(bytes).Value),
            "google.protobuf.DoubleValue" => DoubleValue.Parser.ParseFrom(bytes).Value,
            "google.protobuf.Int32Value" => (long)Int32Value.Parser.ParseFrom(bytes).Value,
            "google.protobuf.Int64Value" => Int64Value.Parser.ParseFrom(bytes).Value,
            "google.protobuf.UInt32Value" => (long)UInt32Value.Parser.ParseFrom(bytes).Value,
            "google.protobuf.BytesValue" => BytesValue.Parser.ParseFrom(bytes).Value.ToStringUtf8(),
            _ => null,
        };
    }

    // 0.1 of a YAML file came through 32 bits; its shortest text is 0.1 again, its bits in 64 are not.
    private static double Widen(float value) =>
        double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
