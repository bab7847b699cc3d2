using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Topics;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Membership;

/// <summary>Which devices this node has.</summary>
internal static class MembershipUpdates
{
    /// <summary>Devices come and go, by a message of the cloud.</summary>
    public static void Update(Turn turn, in Request request)
    {
        var payload = PayloadParser.Parse(request.Body.Span, PayloadMembers.Membership);
        if (payload.Error is not null)
        {
            turn.Tools.Ignore(IgnoredReason.Membership, $"a membership message ({payload.Error})");
            return;
        }

        foreach (var device in payload.Added)
        {
            Add(turn, device);
        }

        foreach (var named in payload.Removed)
        {
            if (turn.Find(named.Id) is { } device)
            {
                Remove(turn, device, named);
            }
        }
    }

    /// <summary>All devices of the cloud: what it does not name goes, unless the store or the options have it.</summary>
    public static void Replace(Turn turn, in Request request)
    {
        var payload = PayloadParser.Parse(request.Body.Span, PayloadMembers.Devices);
        if (payload.Error is not null)
        {
            turn.Tools.Ignore(IgnoredReason.Membership, $"a membership message ({payload.Error})");
            return;
        }

        foreach (var device in payload.Devices)
        {
            Add(turn, device);
        }

        var named = payload.Devices.Select(device => turn.Find(device.Id)?.Id).OfType<DeviceId>().ToHashSet();
        foreach (var device in turn.All().Where(device => !named.Contains(device.Id) && !device.HasObject).ToList())
        {
            Remove(turn, device, new DevicePayload { Id = device.IdText });
        }
    }

    public static void Get(Turn turn, in Request request)
    {
        var (tools, topic) = (turn.Tools, TwinTopics.MembershipResult(turn.Tools.Node));
        var payload = PayloadParser.Parse(request.Body.Span, PayloadMembers.None);
        if (payload.Error is not null)
        {
            var reason = $"Unmarshal get membership info {TwinUpdates.Echo(request.Body)} failed , err: {payload.Error}";
            turn.Publish(topic, tools.Writer.Error(payload.EventId, tools.NowMs, 400, reason));
            return;
        }

        turn.Publish(topic, tools.Writer.Members(payload.EventId, tools.NowMs, turn.All(), tools.Form));
    }

    /// <summary>Adds a device that is not there yet, and says so. Null when there is no room.</summary>
    public static Device? Create(Turn turn, Device device, DevicePayload named)
    {
        if (turn.IsFull)
        {
            turn.Tools.Ignore(IgnoredReason.TooManyDevices, $"device {device.Id}");
            return null;
        }

        turn.Put(device);
        ApplyTwins(turn, device, named);
        if (named.Attributes is { } attributes)
        {
            AttributeUpdates.Apply(turn, turn.Find(device.Id) ?? device, named.Id, string.Empty, attributes, isWhole: true);
        }

        Publish(turn, named, isAdded: true);
        return turn.Find(device.Id);
    }

    /// <summary>Removes a device with its twins, and says so. One that the options name stays.</summary>
    public static void Remove(Turn turn, Device device, DevicePayload named)
    {
        if (turn.Tools.IsLocal(device.Id))
        {
            return;
        }

        turn.Remove(device);
        Publish(turn, named, isAdded: false);
    }

    private static void Add(Turn turn, DevicePayload named)
    {
        if (!DeviceId.TryParse(named.Id, out var id))
        {
            turn.Tools.Ignore(IgnoredReason.Membership, $"device '{named.Id}'");
            return;
        }

        if (turn.Find(named.Id) is { } known)
        {
            AttributeUpdates.Apply(turn, known, named.Id, string.Empty, named.Attributes ?? [], isWhole: true);
            ApplyTwins(turn, turn.Find(known.Id) ?? known, named);
            if (named.Twins is null && turn.Tools.Options.OriginalErrorAnswers)
            {
                TwinUpdates.Refuse(turn, named.Id, string.Empty, 400, TwinUpdates.NoTwins);
            }

            return;
        }

        var device = new Device
        {
            Id = id,
            Form = named.Id.Contains('/', StringComparison.Ordinal) ? DeviceForm.NamespacedName : DeviceForm.Name,
            Name = named.Name,
            Description = named.Description,
            State = named.State,
        };
        Create(turn, device, named);
    }

    private static void ApplyTwins(Turn turn, Device device, DevicePayload named)
    {
        if (named.Twins is not { } twins)
        {
            return;
        }

        if (TwinUpdates.Fault(twins) is null)
        {
            TwinUpdates.Apply(turn, device, named.Id, string.Empty, twins, UpdateSource.Cloud);
        }
        else
        {
            turn.Tools.Ignore(IgnoredReason.Membership, $"the twins of device {named.Id}");
        }
    }

    private static void Publish(Turn turn, DevicePayload named, bool isAdded) => turn.Publish(
        TwinTopics.MembershipUpdated(turn.Tools.Node),
        turn.Tools.Writer.Membership(TurnTools.NewEventId(), turn.Tools.NowMs, named, isAdded));
}
