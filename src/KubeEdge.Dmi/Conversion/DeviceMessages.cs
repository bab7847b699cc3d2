using System.Text.Json;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Dmi.Conversion;

/// <summary>
/// Makes the message of a Device object. What its model says about the protocol and the visitors of a property stands where the device says
/// nothing, key by key, as in releases since 1.22.
/// </summary>
internal static class DeviceMessages
{
    /// <summary>Converts; nothing that an object may hold makes it fail.</summary>
    /// <param name="name">The device's name.</param>
    /// <param name="device">The Device object.</param>
    /// <param name="model">Its DeviceModel object, or null.</param>
    public static Device Convert(string name, JsonElement device, JsonElement? model)
    {
        var spec = device.Object("spec");
        var modelSpec = model.Object("spec");
        var message = new DeviceSpec
        {
            DeviceModelReference = spec.Object("deviceModelRef").Text("name"),
            Protocol = Protocol(spec.Object("protocol"), modelSpec.Member("protocolConfigData")),
        };
        var defaults = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in modelSpec.Objects("properties"))
        {
            if (property.Object("visitors") is { } visitors)
            {
                defaults[property.Text("name")] = visitors;
            }
        }

        foreach (var property in spec.Objects("properties"))
        {
            message.Properties.Add(Property(property, defaults.TryGetValue(property.Text("name"), out var visitors) ? visitors : null));
        }

        foreach (var method in spec.Objects("methods"))
        {
            message.Methods.Add(Method(method));
        }

        return new Device { Name = name, Spec = message, Status = Status(device.Object("status")) };
    }

    private static ProtocolConfig Protocol(JsonElement? protocol, JsonElement? defaults)
    {
        var message = new ProtocolConfig { ProtocolName = protocol.Text("protocolName") };
        message.ConfigData = Values(protocol.Member("configData"), defaults);
        return message;
    }

    // Desired and visitors are always there, as in the original's messages: mappers read them without asking.
    private static DeviceProperty Property(JsonElement property, JsonElement? defaults)
    {
        var visitors = property.Object("visitors");
        var protocol = visitors.Text("protocolName");
        return new DeviceProperty
        {
            Name = property.Text("name"),
            Desired = Value(property.Object("desired")),
            Visitors = new VisitorConfig
            {
                ProtocolName = protocol.Length > 0 ? protocol : defaults.Text("protocolName"),
                ConfigData = Values(visitors.Member("configData"), defaults.Member("configData")),
            },
            ReportCycle = property.Integer("reportCycle"),
            CollectCycle = property.Integer("collectCycle"),
            ReportToCloud = property.Flag("reportToCloud"),
            PushMethod = property.Object("pushMethod") is { } push ? PushMethodMessages.Convert(push) : null,
        };
    }

    private static DeviceMethod Method(JsonElement method)
    {
        var message = new DeviceMethod { Name = method.Text("name"), Description = method.Text("description") };
        if (method.Member("propertyNames") is { ValueKind: JsonValueKind.Array } names)
        {
            var texts = names.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String);
            message.PropertyNames.Add(texts.Select(static item => item.GetString()));
        }

        return message;
    }

    private static DeviceStatus Status(JsonElement? status)
    {
        var message = new DeviceStatus();
        if (status is { } present)
        {
            message.ReportToCloud = present.Flag("reportToCloud");
            message.ReportCycle = present.Integer("reportCycle");
        }

        foreach (var twin in status.Objects("twins"))
        {
            message.Twins.Add(new Twin
            {
                PropertyName = twin.Text("propertyName"),
                ObservedDesired = Value(twin.Object("observedDesired")),
                Reported = Value(twin.Object("reported")),
            });
        }

        return message;
    }

    private static TwinProperty Value(JsonElement? value)
    {
        var message = new TwinProperty { Value = value.Text("value") };
        if (value is { } present)
        {
            foreach (var (key, text) in present.Texts("metadata"))
            {
                message.Metadata.Add(key, text);
            }
        }

        return message;
    }

    private static CustomizedValue? Values(JsonElement? values, JsonElement? defaults)
    {
        if (ConfigurationData.Pack(values, defaults) is not { } packed)
        {
            return null;
        }

        var message = new CustomizedValue();
        message.Data.Add(packed);
        return message;
    }
}
