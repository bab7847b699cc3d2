using System.Text.Json;

namespace KubeEdge.Beehive.Json;

/// <summary>
/// What is inside an answer: the object itself, or what went wrong. The cloud of the original answers with the plain object, with a pair
/// <c>Object</c>/<c>Err</c>, or with <c>ErrStatus</c> alone, and spells these names exactly so.
/// </summary>
/// <param name="Object">The object's JSON; meaningless when there is an error.</param>
/// <param name="Error">The failure in words; null when there is none.</param>
/// <param name="Code">The failure's HTTP code; 0 when it has none.</param>
internal readonly record struct ContentEnvelope(ReadOnlyMemory<byte> Object, string? Error, int Code)
{
    private const string Unexplained = "The peer reported a failure without saying which.";

    /// <summary>Opens an answer. Throws <see cref="JsonException"/> when it is not JSON.</summary>
    public static ContentEnvelope Open(ReadOnlyMemory<byte> data)
    {
        var reader = new Utf8JsonReader(data.Span, new JsonReaderOptions { MaxDepth = MessageJson.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject
            || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            return new(data, null, 0);
        }

        if (reader.ValueTextEquals("ErrStatus"u8))
        {
            return ReadFailure(ref reader);
        }

        return reader.ValueTextEquals("Object"u8) || reader.ValueTextEquals("Err"u8) ? ReadPair(ref reader, data) : new(data, null, 0);
    }

    private static ContentEnvelope ReadPair(ref Utf8JsonReader reader, ReadOnlyMemory<byte> data)
    {
        ReadOnlyMemory<byte>? inner = null;
        ContentEnvelope? failure = null;
        do
        {
            if (reader.ValueTextEquals("Object"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                inner = data[start..(int)reader.BytesConsumed];
            }
            else if (reader.ValueTextEquals("Err"u8))
            {
                failure = ReadError(ref reader);
            }
            else
            {
                // Some other type that happens to begin with such a member.
                return new(data, null, 0);
            }
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName);

        return failure is { Error: not null } ? failure.Value : new(inner ?? "null"u8.ToArray(), null, 0);
    }

    // The value of Err: null, an object with ErrStatus, or what a Go error without exported fields becomes, {}.
    private static ContentEnvelope ReadError(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.String:
                return new(default, reader.GetString(), 0);
            case JsonTokenType.StartObject:
                var failure = new ContentEnvelope(default, Unexplained, 0);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("ErrStatus"u8))
                    {
                        failure = ReadFailure(ref reader);
                    }
                    else
                    {
                        reader.Read();
                        reader.Skip();
                    }
                }

                return failure;
            default:
                reader.Skip();
                return new(default, Unexplained, 0);
        }
    }

    // A metav1.Status: message, else reason, and code.
    private static ContentEnvelope ReadFailure(ref Utf8JsonReader reader)
    {
        string? message = null;
        string? reason = null;
        var code = 0;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new(default, Unexplained, 0);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = reader.ValueTextEquals("message"u8);
            var isReason = reader.ValueTextEquals("reason"u8);
            var isCode = reader.ValueTextEquals("code"u8);
            reader.Read();
            if ((isMessage || isReason) && reader.TokenType == JsonTokenType.String)
            {
                (message, reason) = isMessage ? (reader.GetString(), reason) : (message, reader.GetString());
            }
            else if (isCode && reader.TokenType == JsonTokenType.Number)
            {
                _ = reader.TryGetInt32(out code);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(default, !string.IsNullOrEmpty(message) ? message : !string.IsNullOrEmpty(reason) ? reason : Unexplained, code);
    }
}
