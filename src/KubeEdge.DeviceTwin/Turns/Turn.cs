using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>
/// The messages that are handled together and committed together. What they change lies over the committed devices until the commit, and
/// what is to be said waits for it; when it fails, both are forgotten and nothing has happened.
/// </summary>
internal sealed class Turn(DeviceTable committed, TurnTools tools)
{
    private readonly Dictionary<DeviceId, Device?> _changed = [];
    private readonly HashSet<DeviceId> _removed = [];
    private int _count = committed.Count;

    public TurnTools Tools => tools;

    /// <summary>The devices changed, with null for those removed.</summary>
    public IReadOnlyDictionary<DeviceId, Device?> Changed => _changed;

    /// <summary>What MQTT clients are told, in order.</summary>
    public List<Message> Publishes { get; } = [];

    /// <summary>Answers to those who wait for the commit.</summary>
    public List<Message> Replies { get; } = [];

    /// <summary>Entries that the cloud is told about though nothing is stored of them.</summary>
    public List<(DeviceId Device, string Twin)> Phantoms { get; } = [];

    /// <summary>The messages that the cloud has confirmed. They are waited for, and repeated, until that is stored.</summary>
    public List<MessageId> Confirmed { get; } = [];

    /// <summary>What clients were told of a device's state, for the cloud to get the same.</summary>
    public Dictionary<DeviceId, ReadOnlyMemory<byte>> States { get; } = [];

    /// <summary>Whether something came in that only this node knows, so that a power cut must not take it.</summary>
    public bool IsPrecious { get; set; }

    /// <summary>What the message that is being handled is refused with, as MQTT clients read it; empty when it is not.</summary>
    public ReadOnlyMemory<byte> Refusal { get; set; }

    public bool IsFull => _count >= tools.Options.MaximumDevices;

    /// <summary>
    /// Whether the committed device of that id is removed. There may be a new one of the same id, which has nothing to do with it.
    /// </summary>
    public bool IsRemoved(DeviceId id) => _removed.Contains(id);

    public Device? Find(DeviceId id) => _changed.TryGetValue(id, out var device) ? device : committed.Find(id);

    /// <summary>
    /// The device that a text names. A name without a namespace means the one in the namespace <c>default</c>, and when there is none, one
    /// of that name elsewhere: an old cloud names devices of all namespaces so.
    /// </summary>
    public Device? Find(string text)
    {
        if (!DeviceId.TryParse(text, out var id))
        {
            return null;
        }

        return Find(id) ?? (text.Contains('/', StringComparison.Ordinal) ? null : FindByName(id.Name));
    }

    /// <summary>All devices, ordered by namespace and name.</summary>
    public IEnumerable<Device> All()
    {
        var all = committed.All.Where(device => !_changed.ContainsKey(device.Id)).Concat(_changed.Values.OfType<Device>());
        return all.OrderBy(static device => device.Id.Namespace, StringComparer.Ordinal)
            .ThenBy(static device => device.Id.Name, StringComparer.Ordinal);
    }

    public void Put(Device device)
    {
        _count += Find(device.Id) is null ? 1 : 0;
        _changed[device.Id] = device;
    }

    public void Remove(Device device)
    {
        _count--;
        _removed.Add(device.Id);
        _changed[device.Id] = null;
    }

    public void Publish(string topic, ReadOnlyMemory<byte> payload)
    {
        if (!payload.IsEmpty)
        {
            var route = new MessageRoute(ModuleNames.DeviceTwin, GroupNames.Bus, topic, TwinMessages.Publish);
            Publishes.Add(tools.Messages.New(route, MessageContent.Bytes(payload)));
        }
    }

    private Device? FindByName(string name)
    {
        foreach (var id in committed.FindByName(name))
        {
            if (Find(id) is { } device)
            {
                return device;
            }
        }

        foreach (var changed in _changed.Values)
        {
            if (changed?.Id.Name == name)
            {
                return changed;
            }
        }

        return null;
    }
}
