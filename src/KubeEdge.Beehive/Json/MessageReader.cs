using System.Buffers;
using System.Text;
using System.Text.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Json;

/// <summary>One pass over one document: fills header and route, and notes where the content lies.</summary>
internal ref struct MessageReader
{
    private const int LongestOnStack = 256;

    private readonly ReadOnlyMemory<byte> _document;
    private readonly MessageStringCache? _cache;
    private Utf8JsonReader _reader;
    private MessageId _id;
    private MessageId _parentId;
    private long _timestamp;
    private string? _resourceVersion;
    private bool _sync;
    private string? _type;
    private string? _source;
    private string? _destination;
    private string? _group;
    private string? _operation;
    private string? _resource;
    private MessageContent _content;
    private ExtensionRuns _extensions;
    private string? _error;
    private int _errorOffset;

    public MessageReader(ReadOnlyMemory<byte> document, MessageStringCache? cache)
    {
        _document = document;
        _cache = cache;
        _reader = new Utf8JsonReader(document.Span, new JsonReaderOptions { MaxDepth = MessageJson.MaxDepth });
    }

    /// <summary>Reads the document. Throws <see cref="JsonException"/> when it is not JSON.</summary>
    public MessageReadResult Read()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.StartObject ? !ReadDocument() : !IsNullOrFail("the document", "an object"))
        {
            return new(null, _error, _errorOffset);
        }

        var header = new MessageHeader(_id, _parentId, _timestamp, NullIfEmpty(_resourceVersion), _sync, NullIfEmpty(_type))
        {
            Extensions = _extensions.Join(_document),
        };
        var route = new MessageRoute(_source ?? "", NullIfEmpty(_group), _resource ?? "", _operation ?? "", NullIfEmpty(_destination));
        return new(new Message(header, route, _content));
    }

    private bool ReadDocument()
    {
        while (NextMember())
        {
            var read = WireMembers.Of(ref _reader) switch
            {
                WireMember.Header => ReadObject("header", isHeader: true),
                WireMember.Route => ReadObject("route", isHeader: false),
                WireMember.Content => ReadContent(),
                _ => SkipValue(),
            };
            if (!read)
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadObject(string name, bool isHeader)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return IsNullOrFail(name, "an object");
        }

        while (NextMember())
        {
            if (!(isHeader ? ReadHeaderMember() : ReadRouteMember()))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadHeaderMember()
    {
        var start = (int)_reader.TokenStartIndex;
        switch (WireMembers.Of(ref _reader))
        {
            case WireMember.Id:
                return ReadId("header.msg_id", ref _id);
            case WireMember.ParentId:
                return ReadId("header.parent_msg_id", ref _parentId);
            case WireMember.Timestamp:
                return ReadTimestamp();
            case WireMember.ResourceVersion:
                return ReadString("header.resourceversion", ref _resourceVersion);
            case WireMember.Sync:
                return ReadSync();
            case WireMember.Type:
                return ReadString("header.type", ref _type);
            default:
                SkipValue();
                _extensions.Add(start, (int)_reader.BytesConsumed, _document.Span);
                return true;
        }
    }

    private bool ReadRouteMember() => WireMembers.Of(ref _reader) switch
    {
        WireMember.Source => ReadString("route.source", ref _source),
        WireMember.Destination => ReadString("route.destination", ref _destination),
        WireMember.Group => ReadString("route.group", ref _group),
        WireMember.Operation => ReadString("route.operation", ref _operation),
        WireMember.Resource => ReadString("route.resource", ref _resource),
        _ => SkipValue(),
    };

    private bool ReadContent()
    {
        _reader.Read();
        var start = (int)_reader.TokenStartIndex;
        var type = _reader.TokenType;
        _reader.Skip();
        var value = _document[start..(int)_reader.BytesConsumed];
        _content = type switch
        {
            JsonTokenType.Null => MessageContent.Null,
            JsonTokenType.String => MessageContent.QuotedText(value),
            _ => MessageContent.Json(value),
        };
        return true;
    }

    private bool ReadId(string name, ref MessageId id)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.String)
        {
            return IsNullOrFail(name, "a string");
        }

        id = _reader.ValueIsEscaped ? MessageId.Parse(Unescaped(null)) : MessageId.Parse(_reader.ValueSpan);
        return true;
    }

    private bool ReadString(string name, ref string? value)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.String)
        {
            return IsNullOrFail(name, "a string");
        }

        value = _reader.ValueIsEscaped ? Unescaped(_cache) : ToText(_reader.ValueSpan, _cache);
        return true;
    }

    private bool ReadTimestamp()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var timestamp))
        {
            _timestamp = timestamp;
            return true;
        }

        return IsNullOrFail("header.timestamp", "a 64-bit integer");
    }

    private bool ReadSync()
    {
        _reader.Read();
        if (_reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            _sync = _reader.TokenType == JsonTokenType.True;
            return true;
        }

        return IsNullOrFail("header.sync", "true or false");
    }

    private bool NextMember()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.PropertyName;
    }

    private bool SkipValue()
    {
        _reader.Read();
        _reader.Skip();
        return true;
    }

    private readonly string Unescaped(MessageStringCache? cache)
    {
        var length = _reader.ValueSpan.Length;
        var rented = length > LongestOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var buffer = rented ?? stackalloc byte[LongestOnStack];
        var text = ToText(buffer[..JsonText.Unescape(_reader.ValueSpan, buffer)], cache);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return text;
    }

    // Null leaves what an earlier duplicate set, as in Go; anything else that gets here has the wrong type.
    private bool IsNullOrFail(string member, string expected)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        _errorOffset = (int)_reader.TokenStartIndex;
        _error = $"{member} at byte {_errorOffset} must be {expected}, but is {Describe(_reader.TokenType)}.";
        return false;
    }

    private static string ToText(ReadOnlySpan<byte> utf8, MessageStringCache? cache) =>
        cache is null ? Encoding.UTF8.GetString(utf8) : cache.Get(utf8);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "another number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "something else",
    };
}
