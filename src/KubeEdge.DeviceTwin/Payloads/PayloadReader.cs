using System.Text;
using System.Text.Json;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>
/// Reads JSON as the original does: member names in any case, unknown ones passed over, null as absent, a wrong type as an error, which
/// is a <see cref="JsonException"/> here.
/// </summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> utf8)
{
    private Utf8JsonReader _json = new(utf8);

    /// <summary>Goes to the next value; whether it is an object and not null.</summary>
    public bool TryObject()
    {
        _json.Read();
        return IsHere(JsonTokenType.StartObject);
    }

    /// <summary>Goes to the next value; whether it is an array and not null.</summary>
    public bool TryArray()
    {
        _json.Read();
        return IsHere(JsonTokenType.StartArray);
    }

    /// <summary>Goes to the next name of an object; false at its end.</summary>
    public bool NextMember() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes to the next item of an array of objects; false at its end. Items that are null are passed over.</summary>
    public bool NextObject()
    {
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (IsHere(JsonTokenType.StartObject))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of the member.</summary>
    public readonly string Name() => _json.GetString() ?? string.Empty;

    /// <summary>Whether the member has this name, which is lower-case ASCII.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) =>
        _json.ValueTextEquals(name)
        || (_json.ValueIsEscaped
            ? string.Equals(Name(), Encoding.UTF8.GetString(name), StringComparison.OrdinalIgnoreCase)
            : Ascii.EqualsIgnoreCase(_json.ValueSpan, name));

    /// <summary>The text that follows.</summary>
    public string? Text()
    {
        _json.Read();
        return IsHere(JsonTokenType.String) ? _json.GetString() : null;
    }

    /// <summary>The whole number that follows.</summary>
    public long? Integer()
    {
        _json.Read();
        return !IsHere(JsonTokenType.Number) ? null : _json.TryGetInt64(out var value) ? value : throw Unexpected();
    }

    /// <summary>The <c>true</c> or <c>false</c> that follows.</summary>
    public bool? Flag()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.True ? true : IsHere(JsonTokenType.False) ? false : null;
    }

    /// <summary>Passes over the value that follows.</summary>
    public void Skip() => _json.Skip();

    /// <summary>Makes sure that nothing follows the document.</summary>
    public void End() => _json.Read();

    private readonly bool IsHere(JsonTokenType wanted) =>
        _json.TokenType == wanted || (_json.TokenType == JsonTokenType.Null ? false : throw Unexpected());

    private readonly JsonException Unexpected() => new($"unexpected {_json.TokenType} at byte {_json.TokenStartIndex}");
}
