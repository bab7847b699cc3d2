using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KubeEdge.Controllers.Reports;

/// <summary>Reads what nodes report. Whatever is wrong is a <see cref="FormatException"/> that says what.</summary>
internal static partial class ReportReader
{
    private const string Deleted = "deleted";
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };

    public static Dictionary<string, ReportedProperty> ReadTwin(ReadOnlyMemory<byte> content)
    {
        using var document = Parse(content);
        var twin = ReportJson.Object(document.RootElement, "twin") ?? throw new FormatException("'twin' is missing");
        Dictionary<string, ReportedProperty> properties = new(StringComparer.Ordinal);
        foreach (var entry in twin.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Object)
            {
                properties[entry.Name] = ReadProperty(entry.Value);
            }
            else if (entry.Value.ValueKind != JsonValueKind.Null)
            {
                throw new FormatException($"'{entry.Name}' is no object");
            }
        }

        return properties;
    }

    public static ReportedState ReadState(ReadOnlyMemory<byte> content)
    {
        using var document = Parse(content);
        var device = ReportJson.Object(document.RootElement, "device") ?? throw new FormatException("'device' is missing");
        var state = ReportJson.Text(device, "state") ?? throw new FormatException("'state' is missing");
        var when = ReportJson.Number(document.RootElement, "timestamp");
        var last = ReportJson.Text(device, "lastOnlineTime");
        if (last is { Length: > 0 })
        {
            return IsTime(last)
                ? new ReportedState(state, last, when)
                : throw new FormatException($"'lastOnlineTime' is '{last}', which is no time of RFC 3339");
        }

        // Up to 1.17 the time is the edge's local one, without a zone, and said of every state. The message's own time is good anywhere.
        var isOld = last is null && ReportJson.Text(device, "last_online") is { Length: > 0 };
        var isOnline = state.Equals("online", StringComparison.OrdinalIgnoreCase) || state.Equals("ok", StringComparison.OrdinalIgnoreCase);
        return new ReportedState(state, isOld && isOnline ? TimeOf(when) : null, when);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> content)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(content, _options);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"it is no JSON ({broken.Message})", broken);
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw new FormatException("it is no JSON object");
    }

    private static ReportedProperty ReadProperty(JsonElement entry)
    {
        var type = ReportJson.Object(entry, "metadata") is { } metadata ? ReportJson.Text(metadata, "type") : null;
        return new ReportedProperty(
            ReadValue(entry, "actual", type),
            ReadValue(entry, "expected", type),
            type == Deleted,
            ReadVersion(entry, "actual_version"),
            ReadVersion(entry, "expected_version"));
    }

    private static ReportedValue? ReadValue(JsonElement entry, string half, string? type)
    {
        if (ReportJson.Object(entry, half) is not { } found || ReportJson.Text(found, "value") is not { } value)
        {
            return null;
        }

        var when = ReportJson.Object(found, "metadata") is { } metadata ? ReportJson.Number(metadata, "timestamp") : null;
        return new ReportedValue(value, when is 0 ? null : when, string.IsNullOrEmpty(type) ? null : type);
    }

    private static long? ReadVersion(JsonElement entry, string half) =>
        ReportJson.Object(entry, half) is { } version ? ReportJson.Number(version, "edge") : null;

    // As strict as the API: it would refuse the whole status.
    private static bool IsTime(string text) =>
        TimeForm().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex TimeForm();

    private static string? TimeOf(long? when) =>
        when is { } ms and > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            : null;
}
