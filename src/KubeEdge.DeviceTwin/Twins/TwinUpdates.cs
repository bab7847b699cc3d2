using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Topics;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin.Twins;

/// <summary>Updates of twins and questions for them: what they change, and who is told.</summary>
internal static class TwinUpdates
{
    public const string UnknownDevice = "update rejected due to the device is not existed";
    public const string NoTwins = "Update twin error, key:twin does not exist";

    private const string Unreadable = "Unmarshal update request body failed, please check the request";
    private const string CloudUnreadable = "unmarshal update request body failed, Please check the request";
    private const string BadName =
        "The key of twin must only include upper or lowercase letters, number, english, and special letter - _ . , : / @ # "
        + "and the length of key should be less than 128 bytes";

    private const string BadValue =
        "The value of twin must only include upper or lowercase letters, number, english, and special letter - _ . , : / @ # "
        + "and the length of value should be less than 512 bytes";

    private const int MostEchoed = 1024;

    /// <summary>An update that came as a message.</summary>
    public static void Update(Turn turn, in Request request, UpdateSource source)
    {
        var payload = PayloadParser.Parse(request.Body.Span, PayloadMembers.Twin);
        var fault = payload.Error is not null ? Unreadable : payload.Twins is null ? NoTwins : Fault(payload.Twins);
        if (fault is not null || payload.Twins is null)
        {
            RefuseUnread(turn, request.Device, payload.EventId, source == UpdateSource.Edge ? fault ?? NoTwins : CloudUnreadable);
            return;
        }

        if (turn.Find(request.Device) is not { } device)
        {
            turn.Tools.Metrics.Updated(UpdateOutcome.UnknownDevice);
            Refuse(turn, request.Device, payload.EventId, 404, UnknownDevice);
            return;
        }

        var form = request.Device.Contains('/', StringComparison.Ordinal) ? DeviceForm.NamespacedName : DeviceForm.Name;
        Apply(turn, device with { Form = form }, request.Device, payload.EventId, payload.Twins, source);
    }

    /// <summary>Why entries may not be stored at all; null when they may.</summary>
    public static string? Fault(IReadOnlyList<KeyValuePair<string, Twin?>> entries)
    {
        foreach (var (name, entry) in entries)
        {
            if (!TwinRange.IsName(name))
            {
                return BadName;
            }

            if (!IsValue(entry?.Expected) || !IsValue(entry?.Actual))
            {
                return BadValue;
            }
        }

        return null;
    }

    /// <summary>Applies entries that may be stored. Gives what is wrong with them, or null.</summary>
    public static string? Apply(
        Turn turn,
        Device device,
        string idText,
        string eventId,
        IReadOnlyList<KeyValuePair<string, Twin?>> entries,
        UpdateSource source)
    {
        var tools = turn.Tools;
        var now = tools.NowMs;
        var outcome = TwinRules.Apply(device.Twins, entries, source, now, tools.Options.MaximumTwins);
        tools.Metrics.Left(outcome.Left);
        if (outcome.Error is { } error)
        {
            tools.Metrics.Updated(UpdateOutcome.Refused);
            Refuse(turn, idText, eventId, 400, error);
            return error;
        }

        if (outcome.Left > 0 && source != UpdateSource.Edge)
        {
            tools.Ignore(IgnoredReason.Entries, $"{outcome.Left} of {entries.Count} entries of the cloud for {device.Id}");
        }

        tools.Metrics.Updated(UpdateOutcome.Stored);
        turn.IsPrecious |= source == UpdateSource.Edge;
        device = device with { Twins = device.Twins.With(Stored(turn, device, outcome.Changes)) };
        turn.Put(device);
        if (source == UpdateSource.Edge)
        {
            turn.Publish(TwinTopics.UpdateResult(idText), tools.Writer.Result(eventId, now, outcome.Changes));
        }

        turn.Publish(TwinTopics.UpdateDocument(idText), tools.Writer.Document(eventId, now, outcome.Changes));
        turn.Publish(TwinTopics.UpdateDelta(idText), tools.Writer.Delta(TurnTools.NewEventId(), now, device.Twins));
        return null;
    }

    public static void Get(Turn turn, in Request request)
    {
        var (tools, topic) = (turn.Tools, TwinTopics.GetResult(request.Device));
        var payload = PayloadParser.Parse(request.Body.Span, PayloadMembers.None);
        if (payload.Error is not null)
        {
            var reason = $"Unmarshal twin info {Echo(request.Body)} failed , err: {payload.Error}";
            turn.Publish(topic, tools.Writer.Error(payload.EventId, tools.NowMs, 400, reason));
        }
        else if (turn.Find(request.Device) is { } device)
        {
            turn.Publish(topic, tools.Writer.Result(payload.EventId, tools.NowMs, device.Twins));
        }
        else
        {
            var reason = $"Device {request.Device} not found while getting twin";
            turn.Publish(topic, tools.Writer.Error(payload.EventId, tools.NowMs, 404, reason));
        }
    }

    public static void Refuse(Turn turn, string idText, string eventId, int code, string reason)
    {
        turn.Refusal = turn.Tools.Writer.Error(eventId, turn.Tools.NowMs, code, reason);
        turn.Publish(TwinTopics.UpdateResult(idText), turn.Refusal);
    }

    /// <summary>A payload as an answer repeats it: not all of a long one.</summary>
    public static string Echo(ReadOnlyMemory<byte> body) =>
        System.Text.Encoding.UTF8.GetString(body.Span[..Math.Min(MostEchoed, body.Length)]);

    /// <summary>The original forgets whom it answers when it cannot read an update, and tells the device without a name.</summary>
    private static void RefuseUnread(Turn turn, string idText, string eventId, string reason)
    {
        turn.Tools.Metrics.Updated(UpdateOutcome.Refused);
        if (turn.Tools.Options.OriginalErrorAnswers)
        {
            Refuse(turn, string.Empty, string.Empty, 400, reason);
        }

        Refuse(turn, idText, eventId, 400, reason);
    }

    private static List<KeyValuePair<string, StoredTwin>> Stored(Turn turn, Device device, IReadOnlyList<TwinChange> changes)
    {
        var stored = new List<KeyValuePair<string, StoredTwin>>(changes.Count);
        foreach (var change in changes)
        {
            _ = device.Twins.TryGet(change.Name, out var before);
            if ((change.After ?? before?.Twin) is not { } twin)
            {
                if (change.Unsent != TwinParts.None)
                {
                    turn.Phantoms.Add((device.Id, change.Name));
                }
            }
            else if (change.Unsent != TwinParts.None)
            {
                var unsent = (before?.Unsent ?? TwinParts.None) | change.Unsent;
                stored.Add(new(change.Name, new StoredTwin(twin, unsent, turn.Tools.NextChange())));
            }
            else if (change.After is not null)
            {
                stored.Add(new(change.Name, new StoredTwin(twin, before?.Unsent ?? TwinParts.None, before?.Change ?? 0)));
            }
        }

        return stored;
    }

    private static bool IsValue(TwinValue? half) => half?.Value is not { } value || TwinRange.IsValue(value);
}
