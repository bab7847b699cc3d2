using System.Text.Json;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>Reads what devices, programs and the cloud send. Never throws for what they send.</summary>
internal static class PayloadParser
{
    public static Payload Parse(ReadOnlySpan<byte> utf8, PayloadMembers members)
    {
        var payload = new Payload();
        try
        {
            var reader = new PayloadReader(utf8);
            if (reader.TryObject())
            {
                ReadMembers(ref reader, payload, members);
            }

            reader.End();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter stands for text that is no UTF-8.
            payload.Error = exception.Message;
            payload.EventId = FindEventId(utf8);
        }

        return payload;
    }

    /// <summary>The event id of a payload that is not taken, for the answer; empty when a fault of the JSON stands before it.</summary>
    private static string FindEventId(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new PayloadReader(utf8);
            for (var more = reader.TryObject(); more && reader.NextMember(); reader.Skip())
            {
                if (reader.Is("event_id"u8))
                {
                    return reader.Text() ?? string.Empty;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // It cannot be told.
        }

        return string.Empty;
    }

    private static void ReadMembers(ref PayloadReader reader, Payload payload, PayloadMembers members)
    {
        while (reader.NextMember())
        {
            if (reader.Is("event_id"u8))
            {
                payload.EventId = reader.Text() ?? string.Empty;
            }
            else if (reader.Is("timestamp"u8))
            {
                reader.Integer();
            }
            else if (members.HasFlag(PayloadMembers.Twin) && reader.Is("twin"u8))
            {
                payload.Twins = TwinParser.ReadMap(ref reader);
            }
            else if (members.HasFlag(PayloadMembers.State) && reader.Is("state"u8))
            {
                payload.State = reader.Text() ?? string.Empty;
            }
            else if (members.HasFlag(PayloadMembers.Attributes) && reader.Is("attributes"u8))
            {
                payload.Attributes = DeviceParser.ReadAttributes(ref reader);
            }
            else if (members.HasFlag(PayloadMembers.Membership) && reader.Is("added_devices"u8))
            {
                payload.Added = DeviceParser.ReadList(ref reader);
            }
            else if (members.HasFlag(PayloadMembers.Membership) && reader.Is("removed_devices"u8))
            {
                payload.Removed = DeviceParser.ReadList(ref reader);
            }
            else if (members.HasFlag(PayloadMembers.Devices) && reader.Is("devices"u8))
            {
                payload.Devices = DeviceParser.ReadList(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
