using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace KubeEdge.Beehive.Messages;

/// <summary>
/// The identity of a message. Sixteen bytes when it is a canonical lower-case UUID, as everything this library makes; any other text a
/// peer uses is kept exactly, so that an answer carries back what was sent.
/// </summary>
public readonly struct MessageId : IEquatable<MessageId>
{
    /// <summary>The length of a UUID's text.</summary>
    internal const int CanonicalLength = 36;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly string? _text;

    private MessageId(ulong high, ulong low, string? text)
    {
        _high = high;
        _low = low;
        _text = text;
    }

    /// <summary>Whether there is no id at all; an empty string on the wire.</summary>
    public bool IsEmpty => _text is null && (_high | _low) == 0;

    /// <summary>The exact text of an id that is no canonical UUID; null for the others.</summary>
    internal string? Text => _text;

    /// <summary>A fresh random id (UUID version 4).</summary>
    public static MessageId New()
    {
        var (high, low) = RandomBytes.Take();
        return new((high & ~0xf000UL) | 0x4000, (low & ~(0b11UL << 62)) | (0b10UL << 62), null);
    }

    /// <summary>The id that a text stands for; an empty text is the empty id. Never fails.</summary>
    public static MessageId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == CanonicalLength)
        {
            Span<byte> utf8 = stackalloc byte[CanonicalLength];
            if (Ascii.FromUtf16(text, utf8, out _) == System.Buffers.OperationStatus.Done && TryParseCanonical(utf8, out var id))
            {
                return id;
            }
        }

        return text.Length == 0 ? default : new(0, 0, text);
    }

    /// <summary>
    /// The id that a UTF-8 text stands for; an empty text is the empty id. Never fails; allocates only for what is no canonical UUID.
    /// </summary>
    public static MessageId Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length == CanonicalLength && TryParseCanonical(utf8, out var id))
        {
            return id;
        }

        return utf8.IsEmpty ? default : new(0, 0, Encoding.UTF8.GetString(utf8));
    }

    /// <summary>Writes the id as UTF-8 text: 36 bytes for a UUID, nothing for the empty id. False when there is no room.</summary>
    public bool TryFormat(Span<byte> utf8, out int written)
    {
        written = 0;
        if (_text is not null)
        {
            return Encoding.UTF8.TryGetBytes(_text, utf8, out written);
        }

        if (IsEmpty)
        {
            return true;
        }

        if (utf8.Length < CanonicalLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        Span<byte> hex = stackalloc byte[32];
        Convert.TryToHexStringLower(bytes, hex, out _);
        hex[..8].CopyTo(utf8);
        hex[8..12].CopyTo(utf8[9..]);
        hex[12..16].CopyTo(utf8[14..]);
        hex[16..20].CopyTo(utf8[19..]);
        hex[20..].CopyTo(utf8[24..]);
        utf8[8] = utf8[13] = utf8[18] = utf8[23] = (byte)'-';
        written = CanonicalLength;
        return true;
    }

    /// <summary>Whether both stand for the same text.</summary>
    public bool Equals(MessageId other) =>
        _high == other._high && _low == other._low && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is MessageId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _text is not null ? _text.GetHashCode(StringComparison.Ordinal) : (_high ^ _low).GetHashCode();

    /// <summary>The text as it stands on the wire.</summary>
    public override string ToString()
    {
        if (_text is not null || IsEmpty)
        {
            return _text ?? string.Empty;
        }

        Span<byte> utf8 = stackalloc byte[CanonicalLength];
        TryFormat(utf8, out _);
        return Encoding.ASCII.GetString(utf8);
    }

    /// <summary>Whether both stand for the same text.</summary>
    public static bool operator ==(MessageId left, MessageId right) => left.Equals(right);

    /// <summary>Whether they stand for different texts.</summary>
    public static bool operator !=(MessageId left, MessageId right) => !left.Equals(right);

    private static MessageId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), null);

    // Upper-case digits are valid hex but not canonical: such an id must go back exactly as it came.
    private static bool TryParseCanonical(ReadOnlySpan<byte> utf8, out MessageId id)
    {
        id = default;
        if (utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-' || utf8.ContainsAnyInRange((byte)'A', (byte)'F'))
        {
            return false;
        }

        Span<byte> hex = stackalloc byte[32];
        utf8[..8].CopyTo(hex);
        utf8[9..13].CopyTo(hex[8..]);
        utf8[14..18].CopyTo(hex[12..]);
        utf8[19..23].CopyTo(hex[16..]);
        utf8[24..].CopyTo(hex[20..]);
        Span<byte> bytes = stackalloc byte[16];
        if (Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        id = FromBytes(bytes);

        // All zeros would read as the empty id.
        return !id.IsEmpty;
    }
}
