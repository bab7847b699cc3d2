using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>Status documents on the wire, with Kubernetes' member order and omissions.</summary>
internal static class KubeStatusJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(KubeStatus status)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, "Status"u8);
            writer.WriteString("apiVersion"u8, "v1"u8);
            writer.WriteStartObject("metadata"u8);
            writer.WriteEndObject();
            writer.WriteString("status"u8, status.IsSuccess ? "Success"u8 : "Failure"u8);
            WriteUnlessEmpty(writer, "message"u8, status.Message);
            WriteUnlessEmpty(writer, "reason"u8, status.Reason);
            if (status.Details is { } details)
            {
                WriteDetails(writer, details);
            }

            WriteUnlessZero(writer, "code"u8, status.Code);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static KubeStatus? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = KubeObjectReader.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second one is a string with an unpaired surrogate.
            return null;
        }
    }

    private static KubeStatus? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "kind"u8) != "Status")
        {
            return null;
        }

        var details = root.TryGetProperty("details"u8, out var element) && element.ValueKind == JsonValueKind.Object
            ? ReadDetails(element)
            : null;
        return Text(root, "status"u8) == "Success"
            ? KubeStatus.Success(details)
            : new KubeStatus(Number(root, "code"u8), Text(root, "reason"u8), Text(root, "message"u8), details);
    }

    private static KubeStatusDetails ReadDetails(JsonElement element) => new()
    {
        Name = Text(element, "name"u8),
        Group = Text(element, "group"u8),
        Kind = Text(element, "kind"u8),
        Uid = Text(element, "uid"u8),
        RetryAfterSeconds = Number(element, "retryAfterSeconds"u8),
        Causes = element.TryGetProperty("causes"u8, out var causes) && causes.ValueKind == JsonValueKind.Array
            ? [.. causes.EnumerateArray().Where(cause => cause.ValueKind == JsonValueKind.Object).Select(ReadCause)]
            : ImmutableArray<KubeStatusCause>.Empty,
    };

    private static KubeStatusCause ReadCause(JsonElement cause) =>
        new(Text(cause, "reason"u8), Text(cause, "message"u8), Text(cause, "field"u8));

    private static void WriteDetails(Utf8JsonWriter writer, KubeStatusDetails details)
    {
        writer.WriteStartObject("details"u8);
        WriteUnlessEmpty(writer, "name"u8, details.Name);
        WriteUnlessEmpty(writer, "group"u8, details.Group);
        WriteUnlessEmpty(writer, "kind"u8, details.Kind);
        WriteUnlessEmpty(writer, "uid"u8, details.Uid);
        if (!details.Causes.IsDefaultOrEmpty)
        {
            writer.WriteStartArray("causes"u8);
            foreach (var cause in details.Causes)
            {
                writer.WriteStartObject();
                WriteUnlessEmpty(writer, "reason"u8, cause.Reason);
                WriteUnlessEmpty(writer, "message"u8, cause.Message);
                WriteUnlessEmpty(writer, "field"u8, cause.Field);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        WriteUnlessZero(writer, "retryAfterSeconds"u8, details.RetryAfterSeconds);
        writer.WriteEndObject();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteUnlessZero(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static string Text(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? string.Empty : string.Empty;

    private static int Number(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;
}
