using System.Globalization;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Topics;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Devices;

/// <summary>How devices are. Which states there are, and when a device counts as online, depends on the cloud's generation.</summary>
internal static class StateUpdates
{
    private const string LocalTime = "yyyy-MM-dd HH:mm:ss";

    public static void Update(Turn turn, in Request request)
    {
        var payload = PayloadParser.Parse(request.Body.Span, PayloadMembers.State);
        var device = turn.Find(request.Device);
        if (payload.Error is not null || device is null || !Apply(turn, device, request.Device, payload.State))
        {
            // MQTT clients are told nothing, as in the original; who waits for the answer is.
            var (code, reason) = device is null ? (404, TwinUpdates.UnknownDevice) : (400, $"'{payload.State}' is no state of a device");
            turn.Refusal = turn.Tools.Writer.Error(payload.EventId, turn.Tools.NowMs, code, reason);
            turn.Tools.Ignore(IgnoredReason.State, $"state '{payload.State}' of {request.Device}");
        }
    }

    /// <summary>Takes a state over; false when the generation has no such state.</summary>
    public static bool Apply(Turn turn, Device device, string idText, string state)
    {
        var (tools, form) = (turn.Tools, turn.Tools.Form);
        var word = state.ToLowerInvariant();
        if (!IsState(word, form))
        {
            return false;
        }

        var lastOnline = LastOnline(word, form, tools.Time.GetLocalNow());
        device = device with { State = state, LastOnline = lastOnline, StateChange = tools.NextChange() };
        turn.Put(device);
        turn.IsPrecious = true;
        var payload = tools.Writer.State(TurnTools.NewEventId(), tools.NowMs, device, form);
        turn.States[device.Id] = payload;
        turn.Publish(TwinTopics.StateResult(idText), payload);
        return true;
    }

    /// <summary>
    /// What the cloud is told of a state that it had not confirmed when the process ended: with the time when it was taken, which an old
    /// generation has as a local one, and as the generation reads it that is known meanwhile.
    /// </summary>
    public static ReadOnlyMemory<byte> Restate(TurnTools tools, Device device)
    {
        var (form, timestamp) = (tools.Form, tools.NowMs);
        if (DateTime.TryParseExact(device.LastOnline, LocalTime, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            var taken = new DateTimeOffset(local, tools.Time.LocalTimeZone.GetUtcOffset(local));
            device = device with { LastOnline = LastOnline(device.State.ToLowerInvariant(), form, taken) };
            timestamp = taken.ToUnixTimeMilliseconds();
        }

        return tools.Writer.State(TurnTools.NewEventId(), timestamp, device, form);
    }

    private static bool IsState(string word, DeviceForm form) => word switch
    {
        "online" or "offline" or "ok" or "unknown" => true,
        "disconnected" => form == DeviceForm.Name,
        "unhealthy" => form == DeviceForm.NamespacedName,
        _ => false,
    };

    private static string LastOnline(string word, DeviceForm form, DateTimeOffset local) => form == DeviceForm.Name
        ? local.ToString(LocalTime, CultureInfo.InvariantCulture)
        : word is "online" or "ok" ? local.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : string.Empty;
}
