using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Json;

/// <summary>Writes JSON text into a buffer writer with the escaping of Go's <c>encoding/json</c>, byte for byte.</summary>
internal ref struct JsonOutput(IBufferWriter<byte> output)
{
    private const int Chunk = 256;
    private const int LongestEscape = 6;

    private static readonly JsonWriterOptions _writerOptions = new()
    {
        Encoder = GoEncoder.Instance,
        MaxDepth = MessageJson.MaxDepth,
        SkipValidation = true,
    };

    private static readonly ArrayBufferWriter<byte> _nowhere = new();

    [ThreadStatic]
    private static Utf8JsonWriter? _idleWriter;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _span;
    private int _written;

    /// <summary>Appends bytes that are JSON already.</summary>
    public void Raw(scoped ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _span.Length - _written)
        {
            Grow(utf8.Length);
        }

        utf8.CopyTo(_span[_written..]);
        _written += utf8.Length;
    }

    /// <summary>Appends a member whose value is a string; <paramref name="start"/> holds everything up to its opening quote.</summary>
    public void Member(scoped ReadOnlySpan<byte> start, string value)
    {
        Raw(start);
        Escaped(value);
        Raw("\""u8);
    }

    /// <summary>Appends the inside of a JSON string.</summary>
    public void Escaped(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var run = GoEncoder.IndexOfEscaped(text);
            if (run != 0)
            {
                text = text[Plain(run < 0 ? text : text[..run])..];
                continue;
            }

            Escape(text[0]);
            text = text[1..];
        }
    }

    /// <summary>Appends an integer.</summary>
    public void Number(long value)
    {
        const int longest = 20;
        if (_span.Length - _written < longest)
        {
            Grow(longest);
        }

        value.TryFormat(_span[_written..], out var written, default, CultureInfo.InvariantCulture);
        _written += written;
    }

    /// <summary>Appends bytes as a base64 string with its quotes; standard alphabet, padded.</summary>
    public void Base64String(scoped ReadOnlySpan<byte> bytes)
    {
        Raw("\""u8);
        var length = Base64.GetMaxEncodedToUtf8Length(bytes.Length);
        if (_span.Length - _written < length)
        {
            Grow(length);
        }

        Base64.EncodeToUtf8(bytes, _span[_written..], out _, out var written);
        _written += written;
        Raw("\""u8);
    }

    /// <summary>Appends the inside of a JSON string that holds an id.</summary>
    public void Id(in MessageId id)
    {
        if (id.Text is { } text)
        {
            Escaped(text);
            return;
        }

        if (_span.Length - _written < MessageId.CanonicalLength)
        {
            Grow(MessageId.CanonicalLength);
        }

        id.TryFormat(_span[_written..], out var written);
        _written += written;
    }

    /// <summary>Appends an object by its serialiser, which writes straight into the buffer writer.</summary>
    public void Serialized(object? value, JsonTypeInfo typeInfo)
    {
        Flush();
        var writer = _idleWriter ?? new Utf8JsonWriter(_nowhere, _writerOptions);
        _idleWriter = null;
        writer.Reset(_output);
        try
        {
            JsonSerializer.Serialize(writer, value, typeInfo);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new JsonException($"The content does not serialise as {typeInfo.Type}: {exception.Message}", exception);
        }

        writer.Flush();

        // Not returned after an exception: what is left in it must not reach another message. Taken while in use: a
        // converter may write a message of its own.
        writer.Reset(_nowhere);
        _idleWriter = writer;
    }

    /// <summary>Hands everything appended so far to the buffer writer; others may write to it afterwards.</summary>
    public void Flush()
    {
        if (_written > 0)
        {
            _output.Advance(_written);
        }

        _span = default;
        _written = 0;
    }

    // Appends a run without characters to escape, and returns how much of it was dealt with. A lone surrogate ends it early.
    private int Plain(scoped ReadOnlySpan<char> run)
    {
        if (_span.Length - _written < LongestEscape)
        {
            Grow(Math.Max(LongestEscape, run.Length));
        }

        var status = Utf8.FromUtf16(run, _span[_written..], out var read, out var written, replaceInvalidSequences: false);
        _written += written;
        if (status == OperationStatus.Done)
        {
            return run.Length;
        }

        if (status == OperationStatus.DestinationTooSmall)
        {
            Grow(run.Length - read);
            return read;
        }

        Raw("\\ufffd"u8);
        return read + 1;
    }

    private void Escape(char c)
    {
        Span<char> escape = stackalloc char[LongestEscape];
        Plain(escape[..GoEncoder.Escape(c, escape)]);
    }

    private void Grow(int needed)
    {
        Flush();
        _span = _output.GetSpan(Math.Max(needed, Chunk));
    }
}
