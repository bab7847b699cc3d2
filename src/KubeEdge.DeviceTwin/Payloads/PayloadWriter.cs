using System.Buffers;
using System.Text.Json;
using KubeEdge.Beehive.Json;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>Writes the twin messages, byte for byte as the original writes them. Not for two threads at once.</summary>
internal sealed partial class PayloadWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Utf8JsonWriter _json;

    public PayloadWriter() =>
        _json = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = MessageJson.Encoder, SkipValidation = true });

    /// <summary>What says that a request was refused, or failed.</summary>
    public ReadOnlyMemory<byte> Error(string eventId, long timestamp, int code, string reason)
    {
        Begin(eventId, timestamp);
        _json.WriteNumber("code"u8, code);
        _json.WriteString("reason"u8, reason);
        return End();
    }

    /// <summary>The answer to an update: what of each twin was written.</summary>
    public ReadOnlyMemory<byte> Result(string eventId, long timestamp, IReadOnlyList<TwinChange> changes)
    {
        Begin(eventId, timestamp);
        _json.WriteStartObject("twin"u8);
        foreach (var change in changes)
        {
            if (change.IsDeletion)
            {
                _json.WriteNull(change.Name);
            }
            else if (change.Answered != TwinParts.None && change.After is { } after)
            {
                _json.WritePropertyName(change.Name);
                Write(after, change.Answered, versions: false);
            }
        }

        _json.WriteEndObject();
        return End();
    }

    /// <summary>The answer to a question for the twins of a device.</summary>
    public ReadOnlyMemory<byte> Result(string eventId, long timestamp, TwinSet twins)
    {
        Begin(eventId, timestamp);
        _json.WriteStartObject("twin"u8);
        for (var i = 0; i < twins.Count; i++)
        {
            if (!twins[i].Twin.IsDeleted)
            {
                _json.WritePropertyName(twins.Name(i));
                Write(twins[i].Twin, TwinParts.All, versions: false);
            }
        }

        _json.WriteEndObject();
        return End();
    }

    /// <summary>What each changed twin was before and is now; empty when nothing changed.</summary>
    public ReadOnlyMemory<byte> Document(string eventId, long timestamp, IReadOnlyList<TwinChange> changes)
    {
        var any = false;
        foreach (var change in changes)
        {
            if (!change.IsDocumented)
            {
                continue;
            }

            if (!any)
            {
                any = true;
                Begin(eventId, timestamp);
                _json.WriteStartObject("twin"u8);
            }

            _json.WriteStartObject(change.Name);
            WriteOrNull("last"u8, change.Last);
            WriteOrNull("current"u8, change.Current);
            _json.WriteEndObject();
        }

        if (!any)
        {
            return default;
        }

        _json.WriteEndObject();
        return End();
    }

    /// <summary>All twins of which something is expected, and which of them differ; empty when none does.</summary>
    public ReadOnlyMemory<byte> Delta(string eventId, long timestamp, TwinSet twins)
    {
        var differs = false;
        for (var i = 0; i < twins.Count && !differs; i++)
        {
            differs = twins[i].Twin.Differs;
        }

        if (!differs)
        {
            return default;
        }

        Begin(eventId, timestamp);
        _json.WriteStartObject("twin"u8);
        for (var i = 0; i < twins.Count; i++)
        {
            if (twins[i].Twin is { IsDeleted: false, Expected.Value.Length: > 0 } twin)
            {
                _json.WritePropertyName(twins.Name(i));
                Write(twin, TwinParts.All, versions: false);
            }
        }

        _json.WriteEndObject();
        _json.WriteStartObject("delta"u8);
        for (var i = 0; i < twins.Count; i++)
        {
            if (twins[i].Twin is { Differs: true } twin)
            {
                _json.WriteString(twins.Name(i), twin.Expected?.Value);
            }
        }

        _json.WriteEndObject();
        return End();
    }

    /// <summary>What the cloud does not know yet, with versions.</summary>
    public ReadOnlyMemory<byte> EdgeUpdated(
        string eventId, long timestamp, IEnumerable<KeyValuePair<string, (Twin Twin, TwinParts Parts)>> entries)
    {
        Begin(eventId, timestamp);
        _json.WriteStartObject("twin"u8);
        foreach (var (name, (twin, parts)) in entries)
        {
            _json.WritePropertyName(name);
            Write(twin, parts, versions: true);
        }

        _json.WriteEndObject();
        return End();
    }

    public void Dispose() => _json.Dispose();

    private void Begin(string eventId, long timestamp)
    {
        BeginObject();
        _json.WriteString("event_id"u8, eventId);
        _json.WriteNumber("timestamp"u8, timestamp);
    }

    private void BeginObject()
    {
        _output.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _output.WrittenSpan.ToArray();
    }

    private void WriteOrNull(ReadOnlySpan<byte> name, Twin? twin)
    {
        if (twin is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WritePropertyName(name);
        Write(twin, TwinParts.All, versions: false);
    }

    private void Write(Twin twin, TwinParts parts, bool versions)
    {
        _json.WriteStartObject();
        WriteValue("expected"u8, parts.HasFlag(TwinParts.Expected) ? twin.Expected : null);
        WriteValue("actual"u8, parts.HasFlag(TwinParts.Actual) ? twin.Actual : null);
        if (parts.HasFlag(TwinParts.Optional) && twin.Optional is { } optional)
        {
            _json.WriteBoolean("optional"u8, optional);
        }

        WriteType(parts.HasFlag(TwinParts.Type) ? twin.Type : null);
        if (versions)
        {
            WriteVersion("expected_version"u8, parts.HasFlag(TwinParts.Expected) ? twin.ExpectedVersion : null);
            WriteVersion("actual_version"u8, parts.HasFlag(TwinParts.Actual) ? twin.ActualVersion : null);
        }

        _json.WriteEndObject();
    }

    private void WriteValue(ReadOnlySpan<byte> name, TwinValue? half)
    {
        if (half is null)
        {
            return;
        }

        _json.WriteStartObject(name);
        if (half.Value is { } value)
        {
            _json.WriteString("value"u8, value);
        }

        if (half.Timestamp is { } timestamp)
        {
            _json.WriteStartObject("metadata"u8);
            if (timestamp != 0)
            {
                _json.WriteNumber("timestamp"u8, timestamp);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void WriteType(string? type)
    {
        if (type is null)
        {
            return;
        }

        _json.WriteStartObject("metadata"u8);
        WriteText("type"u8, type);
        _json.WriteEndObject();
    }

    private void WriteVersion(ReadOnlySpan<byte> name, TwinVersion? version)
    {
        if (version is { } numbers)
        {
            _json.WriteStartObject(name);
            _json.WriteNumber("cloud"u8, numbers.Cloud);
            _json.WriteNumber("edge"u8, numbers.Edge);
            _json.WriteEndObject();
        }
    }

    private void WriteText(ReadOnlySpan<byte> name, string text)
    {
        if (text.Length > 0)
        {
            _json.WriteString(name, text);
        }
    }
}
