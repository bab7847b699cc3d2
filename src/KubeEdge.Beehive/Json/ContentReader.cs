using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Json;

/// <summary>Reads content data as a type, after looking whether the peer sent a failure in its place.</summary>
internal static class ContentReader
{
    /// <summary>Reads the data. Whatever the peer sent, the outcome is a value.</summary>
    public static ContentResult<T> Read<T>(ReadOnlyMemory<byte> data, JsonTypeInfo<T> typeInfo)
    {
        try
        {
            var envelope = ContentEnvelope.Open(JsonRepair.Repair(data));
            if (envelope.Error is not null)
            {
                return new(ContentStatus.Failure, default, envelope.Error, envelope.Code);
            }

            var value = JsonSerializer.Deserialize(envelope.Object.Span, typeInfo);
            return value is null ? new(ContentStatus.Empty, default) : new(ContentStatus.Ok, value);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException
            or FormatException or OverflowException or ArgumentException)
        {
            // Beside malformed JSON also what constructors and converters of the type refuse.
            return new(ContentStatus.Malformed, default, exception.Message);
        }
    }
}
