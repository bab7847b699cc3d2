using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>Reads devices and their attributes.</summary>
internal static class DeviceParser
{
    public static IReadOnlyList<DevicePayload> ReadList(ref PayloadReader reader)
    {
        var devices = new List<DevicePayload>();
        if (reader.TryArray())
        {
            while (reader.NextObject())
            {
                devices.Add(Read(ref reader));
            }
        }

        return devices;
    }

    public static IReadOnlyList<KeyValuePair<string, DeviceAttribute?>>? ReadAttributes(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        var attributes = new List<KeyValuePair<string, DeviceAttribute?>>();
        while (reader.NextMember())
        {
            attributes.Add(new(reader.Name(), ReadAttribute(ref reader)));
        }

        return NamedEntries.Sort(attributes, Utf8Order.Instance);
    }

    private static DevicePayload Read(ref PayloadReader reader)
    {
        var device = new DevicePayload();
        while (reader.NextMember())
        {
            if (reader.Is("id"u8))
            {
                device.Id = reader.Text() ?? string.Empty;
            }
            else if (reader.Is("name"u8))
            {
                device.Name = reader.Text() ?? string.Empty;
            }
            else if (reader.Is("description"u8))
            {
                device.Description = reader.Text() ?? string.Empty;
            }
            else if (reader.Is("state"u8))
            {
                device.State = reader.Text() ?? string.Empty;
            }
            else if (reader.Is("last_online"u8) || reader.Is("lastonlinetime"u8))
            {
                device.LastOnline = reader.Text() ?? string.Empty;
            }
            else if (reader.Is("attributes"u8))
            {
                device.Attributes = ReadAttributes(ref reader);
            }
            else if (reader.Is("twin"u8))
            {
                device.Twins = TwinParser.ReadMap(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return device;
    }

    private static DeviceAttribute? ReadAttribute(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        (string value, bool? optional, string? type) = (string.Empty, null, null);
        while (reader.NextMember())
        {
            if (reader.Is("value"u8))
            {
                value = reader.Text() ?? string.Empty;
            }
            else if (reader.Is("optional"u8))
            {
                optional = reader.Flag();
            }
            else if (reader.Is("metadata"u8))
            {
                type = TwinParser.ReadType(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(value, optional, type);
    }
}
