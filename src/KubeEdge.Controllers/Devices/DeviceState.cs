using KubeEdge.CloudHub.Delivery;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Devices;

/// <summary>
/// Works out which devices and models the nodes should hold. A node has a model for as long as a device there uses it, and before the
/// device. Used by one task alone.
/// </summary>
internal sealed class DeviceState(IDesiredState desired, DevicePlacements placements, IDeviceEvents events) : IChangeReader
{
    private readonly Dictionary<ResourceKey, KnownObject> _known = [];
    private readonly Dictionary<ResourceType, ListProgress> _lists = new()
    {
        [DeviceTypes.Devices] = new ListProgress(),
        [DeviceTypes.Models] = new ListProgress(),
    };

    private readonly ReferenceIndex _models = new();
    private readonly HashSet<ResourceKey> _dirty = [];
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private bool _isSynced;

    public TimeSpan? UntilNext => null;

    public void Apply(in ObjectChange change)
    {
        switch (change.Kind)
        {
            case ObjectChangeKind.ListBegins:
                _lists[change.Type].Begin();
                break;
            case ObjectChangeKind.Put when change.Object is { } value:
                Put(change.Type, value);
                break;
            case ObjectChangeKind.Removed when change.Object is { } last:
                Remove(change.Type, last.KeyOf(change.Type), last);
                break;
            case ObjectChangeKind.Listed:
                EndList(change.Type);
                break;
            default:
                break;
        }
    }

    public void Flush()
    {
        // Models first, though the delivery waits for them anyway: so it mostly need not.
        FlushWhere(DeviceTypes.Models);
        FlushWhere(DeviceTypes.Devices);
        if (!_isSynced && _lists[DeviceTypes.Devices].IsListed && _lists[DeviceTypes.Models].IsListed)
        {
            _isSynced = true;
            desired.MarkSynced(DeviceTypes.Models);
            desired.MarkSynced(DeviceTypes.Devices);
        }

        foreach (var node in _touched)
        {
            placements.Changed?.Invoke(node);
        }

        _touched.Clear();
    }

    private void FlushWhere(ResourceType type)
    {
        foreach (var key in _dirty)
        {
            if (key.Resource != type.Plural)
            {
                continue;
            }

            _dirty.Remove(key);
            if (_known.TryGetValue(key, out var known))
            {
                known.Desired = known.Value;
                if (type == DeviceTypes.Models)
                {
                    desired.Put(type, known.Value, Audience.Nodes(_models.NodesOf(key)));
                }
                else if (placements.Find(key) is { } device)
                {
                    desired.Put(type, known.Value, AudienceOf(device), device.Model);
                }
            }
        }
    }

    private static Audience AudienceOf(DeviceRecord device) =>
        device is { Node: { } node, Model: not null } ? Audience.Node(node) : Audience.Nobody;

    private void Put(ResourceType type, KubeObject value)
    {
        var key = value.KeyOf(type);
        _lists[type].Saw(key);
        if (_known.TryGetValue(key, out var known))
        {
            known.Value = value;
        }
        else
        {
            _known.Add(key, known = new KnownObject(type, value));
        }

        if (type == DeviceTypes.Devices)
        {
            Place(value);
        }

        // A status goes up and not down: sent back, each report would be an update to the device's driver.
        if (known.Desired is not { } last || !ContentComparer.AllButStatus.AreSame(last, value))
        {
            _dirty.Add(key);
        }
    }

    private void Place(KubeObject value)
    {
        var device = DeviceRecord.Read(value);
        var former = placements.Put(device);
        if (former is null || former.Node != device.Node || former.Model != device.Model)
        {
            // Added before it is taken away, so that a model which stays never counts as unused.
            Count(device, isUsed: true);
            Count(former, isUsed: false);
        }

        if (device is { Node: not null, Model: null } && (former is null || former.Uid != device.Uid || former.Model is not null))
        {
            events.ModelMissing(device);
        }
    }

    private void Count(DeviceRecord? device, bool isUsed)
    {
        if (device is { Node: { } node, Model: { } model })
        {
            _touched.Add(node);
            if (isUsed ? _models.Add(model, node) : _models.Remove(model, node))
            {
                _dirty.Add(model);
            }
        }
    }

    private void Remove(ResourceType type, in ResourceKey key, KubeObject last)
    {
        if (!_known.Remove(key))
        {
            return;
        }

        _dirty.Remove(key);
        if (type == DeviceTypes.Devices)
        {
            Count(placements.Remove(key), isUsed: false);
        }

        desired.Remove(type, last);
    }

    // After a restart of the informer nobody reports what was deleted in between; the list shows it by its absence.
    private void EndList(ResourceType type)
    {
        if (_lists[type].End() is { } seen)
        {
            foreach (var (key, known) in _known)
            {
                if (known.Type == type && !seen.Contains(key))
                {
                    Remove(type, key, known.Value);
                }
            }
        }

        if (type == DeviceTypes.Devices)
        {
            placements.MarkListed();
        }
    }
}
