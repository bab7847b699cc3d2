using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Membership;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Objects;

/// <summary>
/// What Device objects say: which devices there are, and what they should do. A desired value enters the twin when it changed in the
/// object since the twin took one last, so that what was set on site in between stays until somebody edits the object.
/// </summary>
internal static class ObjectUpdates
{
    public static void Apply(Turn turn, ObjectNews news)
    {
        foreach (var found in news.Present)
        {
            if (Adopt(turn, found) is { } device)
            {
                Desire(turn, device with { HasObject = true }, found);
            }
        }

        foreach (var id in news.All is { } all ? Missing(turn, all) : news.Gone)
        {
            if (turn.Find(id) is { HasObject: true } device)
            {
                turn.Put(device with { HasObject = false, Desired = new Dictionary<string, string>() });
                MembershipUpdates.Remove(turn, device, new DevicePayload { Id = device.IdText, Name = device.Name });
            }
        }
    }

    /// <summary>The device of an object, a new one if need be; null when there is no room.</summary>
    private static Device? Adopt(Turn turn, DeviceObject found)
    {
        if (turn.Find(found.Id) is { } device)
        {
            return device;
        }

        // An old cloud has named it without its namespace a moment ago, which only the object tells.
        if (turn.Find(new DeviceId(DeviceId.DefaultNamespace, found.Id.Name)) is { HasObject: false, Form: DeviceForm.Name } nameless
            && !turn.Tools.IsLocal(nameless.Id))
        {
            turn.Remove(nameless);
            device = nameless with { Id = found.Id };
            turn.Put(device);
            return device;
        }

        var form = turn.Tools.Form;
        var id = Device.TextOf(found.Id, form);
        device = new Device { Id = found.Id, Form = form, Name = found.Id.Name, Description = found.Description };
        return MembershipUpdates.Create(turn, device, new DevicePayload { Id = id, Name = found.Id.Name, Description = found.Description });
    }

    private static void Desire(Turn turn, Device device, DeviceObject found)
    {
        var entries = new List<KeyValuePair<string, Twin?>>();
        foreach (var (name, value) in found.Desired)
        {
            if (device.Desired.GetValueOrDefault(name) != value)
            {
                var isAlive = device.Twins.TryGet(name, out var twin) && !twin.Twin.IsDeleted;
                var type = isAlive ? twin?.Twin.Type : found.TypeOf(name);
                if (TwinTypes.Check(type ?? TwinTypes.String, value) is not null)
                {
                    turn.Tools.Ignore(IgnoredReason.DesiredValue, $"the desired value of {name} of {found.Id}, which is no {type},");
                    continue;
                }

                entries.Add(new(name, new Twin
                {
                    Expected = new TwinValue(value, null),
                    Type = isAlive ? null : type,
                    ExpectedVersion = new TwinVersion(found.Version, 0),
                }));
            }
        }

        device = Forget(device, found);
        turn.Put(device);
        if (entries.Count > 0)
        {
            var sorted = NamedEntries.Sort(entries, StringComparer.Ordinal);
            TwinUpdates.Apply(turn, device, device.IdText, string.Empty, sorted, UpdateSource.DeviceObject);
        }

        Remember(turn, turn.Find(device.Id) ?? device, found);
    }

    /// <summary>What the twins have taken. The rest is tried again: a model can be corrected, and room be made.</summary>
    private static void Remember(Turn turn, Device device, DeviceObject found)
    {
        var desired = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in found.Desired)
        {
            var isTaken = device.Twins.TryGet(name, out var twin) && twin.Twin.Expected?.Value == value;
            if ((isTaken ? value : device.Desired.GetValueOrDefault(name)) is { } taken)
            {
                desired[name] = taken;
            }
        }

        if (!IsSame(device.Desired, desired))
        {
            turn.Put(device with { Desired = desired });
        }
    }

    /// <summary>A value that the object no longer desires is not expected any more, unless somebody on site has set another.</summary>
    private static Device Forget(Device device, DeviceObject found)
    {
        var forgotten = new SortedDictionary<string, StoredTwin>(StringComparer.Ordinal);
        foreach (var (name, value) in device.Desired)
        {
            if (!found.Desired.ContainsKey(name) && device.Twins.TryGet(name, out var twin) && twin.Twin.Expected?.Value == value)
            {
                forgotten[name] = twin with { Twin = twin.Twin with { Expected = null } };
            }
        }

        return forgotten.Count == 0 ? device : device with { Twins = device.Twins.With([.. forgotten]) };
    }

    private static bool IsSame(IReadOnlyDictionary<string, string> left, Dictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static List<DeviceId> Missing(Turn turn, IReadOnlyCollection<DeviceId> all)
    {
        var present = all.ToHashSet();
        return [.. turn.All().Where(device => device.HasObject && !present.Contains(device.Id)).Select(static device => device.Id)];
    }
}
