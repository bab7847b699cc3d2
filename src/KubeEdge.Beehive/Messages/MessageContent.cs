using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KubeEdge.Beehive.Json;

namespace KubeEdge.Beehive.Messages;

/// <summary>
/// A message's payload, lazy on both sides: inside one process an object passes untouched, and what came off the wire stays
/// UTF-8 JSON until somebody reads it. What is only forwarded is never parsed.
/// </summary>
public readonly struct MessageContent
{
    private readonly object? _value;
    private readonly JsonTypeInfo? _typeInfo;
    private readonly ReadOnlyMemory<byte> _bytes;

    private MessageContent(ContentKind kind, object? value, JsonTypeInfo? typeInfo, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        _value = value;
        _typeInfo = typeInfo;
        _bytes = bytes;
    }

    /// <summary>No content.</summary>
    public static MessageContent Null => default;

    /// <summary>What the content is held as.</summary>
    public ContentKind Kind { get; }

    /// <summary>An object of this process; serialised once, when it leaves.</summary>
    public static MessageContent Object<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(typeInfo);
        return new(ContentKind.Object, value, typeInfo, default);
    }

    /// <summary>UTF-8 JSON that is already rendered. The caller vouches that it is one JSON value and does not change it later.</summary>
    public static MessageContent Json(ReadOnlyMemory<byte> utf8Json) => new(ContentKind.Json, null, null, utf8Json);

    /// <summary>A string.</summary>
    public static MessageContent Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(ContentKind.Text, text, null, default);
    }

    /// <summary>Raw bytes; base64 on the wire, as the original writes byte slices.</summary>
    public static MessageContent Bytes(ReadOnlyMemory<byte> bytes) => new(ContentKind.Bytes, null, null, bytes);

    /// <summary>A JSON string as it came off the wire, quotes included; decoded when somebody asks, forwarded as it is.</summary>
    internal static MessageContent QuotedText(ReadOnlyMemory<byte> quoted) => new(ContentKind.Text, null, null, quoted);

    /// <summary>
    /// The content as a <typeparamref name="T"/>. An object of that type passes as it is; JSON, and text or bytes that hold JSON, are
    /// parsed; for <see cref="string"/> a text is the value itself. Never throws for what a peer sent: an <c>ErrStatus</c>, bare or in
    /// an <c>Object</c>/<c>Err</c> pair, is a <see cref="ContentStatus.Failure"/>, and of such a pair the <c>Object</c> is read.
    /// </summary>
    public ContentResult<T> Read<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        switch (Kind)
        {
            case ContentKind.Null:
                return new(ContentStatus.Empty, default);
            case ContentKind.Object when _value is T same:
                return new(ContentStatus.Ok, same);
            case ContentKind.Text when typeof(T) == typeof(string) && TryGetText(out var text):
                return new(ContentStatus.Ok, (T)(object)text);
            default:
                return ContentReader.Read(ToData(), typeInfo);
        }
    }

    /// <summary>
    /// The content as data, with the original's rules (GetContentData): bytes as they are, a text as its UTF-8, everything else as JSON,
    /// so <c>null</c> gives these four letters. Base64 text off the wire stays base64: see <see cref="TryGetBytes"/>.
    /// </summary>
    public ReadOnlyMemory<byte> ToData() => Kind switch
    {
        ContentKind.Null => "null"u8.ToArray(),
        ContentKind.Object => JsonSerializer.SerializeToUtf8Bytes(_value, Known(_typeInfo)),
        ContentKind.Text when _value is string text => Encoding.UTF8.GetBytes(text),
        ContentKind.Text => JsonText.Unquote(_bytes),
        _ => _bytes,
    };

    /// <summary>Whether the content is exactly this text. Allocates nothing.</summary>
    public bool IsText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Kind == ContentKind.Text
            && (_value is string own ? string.Equals(own, text, StringComparison.Ordinal) : JsonText.Equals(_bytes.Span, text));
    }

    /// <summary>The text, if the content is one; decoded anew at each call when it came off the wire.</summary>
    public bool TryGetText([NotNullWhen(true)] out string? text)
    {
        text = Kind != ContentKind.Text ? null : _value as string ?? Encoding.UTF8.GetString(JsonText.Unquote(_bytes).Span);
        return text is not null;
    }

    /// <summary>The bytes, if the content is bytes or, as it is after the wire, a text that is their base64 form.</summary>
    public bool TryGetBytes(out ReadOnlyMemory<byte> bytes)
    {
        bytes = _bytes;
        return Kind == ContentKind.Bytes || (Kind == ContentKind.Text && JsonText.TryDecodeBase64(ToData().Span, out bytes));
    }

    /// <summary>Writes the content as one JSON value. Throws <see cref="JsonException"/> for an object that cannot be JSON.</summary>
    internal void WriteTo(ref JsonOutput output)
    {
        switch (Kind)
        {
            case ContentKind.Object:
                output.Serialized(_value, Known(_typeInfo));
                break;
            case ContentKind.Text when _value is string text:
                output.Member("\""u8, text);
                break;
            case ContentKind.Bytes:
                output.Base64String(_bytes.Span);
                break;
            default:
                output.Raw(_bytes.IsEmpty ? "null"u8 : _bytes.Span);
                break;
        }
    }

    // An object never comes without its type information: see Object<T>.
    private static JsonTypeInfo Known(JsonTypeInfo? typeInfo) =>
        typeInfo ?? throw new InvalidOperationException("Object content without type information.");
}
