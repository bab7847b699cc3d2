using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>The messages about devices.</summary>
internal sealed partial class PayloadWriter
{
    /// <summary>Changed attributes; null for deleted ones.</summary>
    public ReadOnlyMemory<byte> Attributes(
        string eventId, long timestamp, IReadOnlyList<KeyValuePair<string, DeviceAttribute?>> attributes)
    {
        Begin(eventId, timestamp);
        WriteAttributes(attributes);
        return End();
    }

    /// <summary>A device that this node got or lost, as the cloud named it.</summary>
    public ReadOnlyMemory<byte> Membership(string eventId, long timestamp, DevicePayload device, bool isAdded)
    {
        Begin(eventId, timestamp);
        WriteDevices("added_devices"u8, isAdded ? device : null);
        WriteDevices("removed_devices"u8, isAdded ? null : device);
        return End();
    }

    /// <summary>All devices of this node, without their twins.</summary>
    public ReadOnlyMemory<byte> Members(string eventId, long timestamp, IEnumerable<Device> devices, DeviceForm form)
    {
        Begin(eventId, timestamp);
        _json.WriteStartArray("devices"u8);
        foreach (var device in devices)
        {
            _json.WriteStartObject();
            WriteText("id"u8, device.IdText);
            WriteText("name"u8, device.Name);
            WriteText("description"u8, device.Description);
            WriteState(device, form);
            if (device.Attributes.Count > 0)
            {
                WriteAttributes(device.Attributes!); // the values may be null where this is called with changes, not here
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        return End();
    }

    /// <summary>How a device is.</summary>
    public ReadOnlyMemory<byte> State(string eventId, long timestamp, Device device, DeviceForm form)
    {
        Begin(eventId, timestamp);
        _json.WriteStartObject("device"u8);
        WriteText("name"u8, device.Name);
        WriteState(device, form);
        _json.WriteEndObject();
        return End();
    }

    /// <summary>The question for this node's devices.</summary>
    public ReadOnlyMemory<byte> DetailRequest(string eventId, long timestamp, string node)
    {
        BeginObject();
        _json.WriteString("event_type"u8, "group_membership_event"u8);
        _json.WriteString("event_id"u8, eventId);
        _json.WriteString("group_id"u8, node);
        _json.WriteString("operation"u8, "detail"u8);
        _json.WriteNumber("timestamp"u8, timestamp);
        return End();
    }

    private void WriteState(Device device, DeviceForm form)
    {
        WriteText("state"u8, device.State);
        WriteText(form == DeviceForm.Name ? "last_online"u8 : "lastOnlineTime"u8, device.LastOnline);
    }

    private void WriteDevices(ReadOnlySpan<byte> name, DevicePayload? device)
    {
        if (device is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartArray(name);
        _json.WriteStartObject();
        WriteText("id"u8, device.Id);
        WriteText("name"u8, device.Name);
        WriteText("description"u8, device.Description);
        WriteText("state"u8, device.State);
        WriteText("last_online"u8, device.LastOnline);
        if (device.Attributes is { Count: > 0 })
        {
            WriteAttributes(device.Attributes);
        }

        if (device.Twins is { Count: > 0 })
        {
            _json.WriteStartObject("twin"u8);
            foreach (var (key, twin) in device.Twins)
            {
                WriteOrNull(key, twin is { IsDeleted: false } ? twin : null);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteOrNull(string name, Twin? twin)
    {
        _json.WritePropertyName(name);
        if (twin is null)
        {
            _json.WriteNullValue();
        }
        else
        {
            Write(twin, TwinParts.All, versions: false);
        }
    }

    private void WriteAttributes(IEnumerable<KeyValuePair<string, DeviceAttribute?>> attributes)
    {
        _json.WriteStartObject("attributes"u8);
        foreach (var (name, attribute) in attributes)
        {
            if (attribute is null)
            {
                _json.WriteNull(name);
                continue;
            }

            _json.WriteStartObject(name);
            _json.WriteString("value"u8, attribute.Value);
            if (attribute.Optional is { } optional)
            {
                _json.WriteBoolean("optional"u8, optional);
            }

            WriteType(attribute.Type);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }
}
