using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Topics;
using KubeEdge.DeviceTwin.Turns;

namespace KubeEdge.DeviceTwin.Devices;

/// <summary>Attributes of devices, which the cloud gives.</summary>
internal static class AttributeUpdates
{
    public static void Update(Turn turn, in Request request)
    {
        var payload = PayloadParser.Parse(request.Body.Span, PayloadMembers.Attributes);
        if (payload.Error is not null || turn.Find(request.Device) is not { } device)
        {
            turn.Tools.Ignore(IgnoredReason.Attributes, $"an update of attributes of {request.Device}");
            return;
        }

        Apply(turn, device, request.Device, payload.EventId, payload.Attributes ?? [], isWhole: false);
    }

    /// <param name="turn">The turn.</param>
    /// <param name="device">The device.</param>
    /// <param name="idText">Its id in topics.</param>
    /// <param name="eventId">The id to answer with.</param>
    /// <param name="offered">What comes in, sorted by name.</param>
    /// <param name="isWhole">Whether attributes that are not among them go.</param>
    public static void Apply(
        Turn turn,
        Device device,
        string idText,
        string eventId,
        IReadOnlyList<KeyValuePair<string, DeviceAttribute?>> offered,
        bool isWhole)
    {
        var attributes = device.Attributes.ToBuilder();
        var changes = new SortedDictionary<string, DeviceAttribute?>(Values.Utf8Order.Instance);
        foreach (var (name, attribute) in offered)
        {
            _ = attributes.TryGetValue(name, out var stored);
            if (attribute is null)
            {
                if (stored is not null && (isWhole || stored.Optional != false))
                {
                    attributes.Remove(name);
                    changes[name] = null;
                }
            }
            else if (stored is null)
            {
                attributes[name] = changes[name] = attribute;
            }
            else if (Difference(stored, attribute, out var after) is { } difference)
            {
                attributes[name] = after;
                changes[name] = difference;
            }
        }

        if (isWhole)
        {
            var named = offered.Select(static pair => pair.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var name in device.Attributes.Keys.Where(name => !named.Contains(name)))
            {
                attributes.Remove(name);
                changes[name] = null;
            }
        }

        if (changes.Count > 0)
        {
            turn.Put(device with { Attributes = attributes.ToImmutable() });
            turn.Publish(TwinTopics.Updated(idText), turn.Tools.Writer.Attributes(eventId, turn.Tools.NowMs, [.. changes]));
        }
    }

    /// <summary>
    /// The members that change, and the attribute with them; null when none does. It stops being optional and never becomes it.
    /// </summary>
    private static DeviceAttribute? Difference(DeviceAttribute stored, DeviceAttribute offered, out DeviceAttribute after)
    {
        var value = offered.Value != stored.Value;
        var type = offered.Type is not null && offered.Type != stored.Type;
        var optional = offered.Optional == false && stored.Optional != false;
        after = new(offered.Value, optional ? false : stored.Optional, type ? offered.Type : stored.Type);
        return value || type || optional
            ? new(value ? offered.Value : string.Empty, optional ? false : null, type ? offered.Type : null)
            : null;
    }
}
