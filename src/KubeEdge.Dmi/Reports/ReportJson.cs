using System.Buffers;
using System.Text.Json;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Dmi.Reports;

/// <summary>Payloads of devices, as if they had published them over MQTT, and the answers that refuse them.</summary>
internal static class ReportJson
{
    /// <summary>One property's values. Types and dates of the report are left out, as in the original.</summary>
    public static ReadOnlyMemory<byte> Update(Twin twin, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = Begin(output, now);
        json.WriteStartObject("twin");
        json.WriteStartObject(twin.PropertyName);
        Write(json, "expected", twin.ObservedDesired);
        Write(json, "actual", twin.Reported);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> State(string state, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = Begin(output, now);
        json.WriteString("state", state);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    /// <summary>Why the twins refused; null when the content does not say.</summary>
    public static (int Code, string Reason)? ReadRefusal(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number)
                && document.RootElement.TryGetProperty("reason", out var reason)
                    ? (number, reason.GetString() ?? string.Empty)
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> output, DateTimeOffset now)
    {
        var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("event_id", string.Empty);
        json.WriteNumber("timestamp", now.ToUnixTimeMilliseconds());
        return json;
    }

    // An empty text is what mappers send for a value that nobody desires, or that they have not read yet.
    private static void Write(Utf8JsonWriter json, string name, TwinProperty? value)
    {
        if (value is { Value.Length: > 0 })
        {
            json.WriteStartObject(name);
            json.WriteString("value", value.Value);
            json.WriteEndObject();
        }
    }
}
