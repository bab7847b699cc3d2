using System.Text.Json.Serialization.Metadata;

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

    /// <summary>UTF-8 JSON that is already rendered. The caller vouches that it is one complete JSON value and does not change it later.</summary>
    public static MessageContent Json(ReadOnlyMemory<byte> utf8Json) => new(ContentKind.Json, null, null, utf8Json);

    /// <summary>A string.</summary>
    public static MessageContent Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(ContentKind.Text, text, null, default);
    }

    /// <summary>Raw bytes; base64 on the wire, as the original writes byte slices.</summary>
    public static MessageContent Bytes(ReadOnlyMemory<byte> bytes) => new(ContentKind.Bytes, null, null, bytes);
}
