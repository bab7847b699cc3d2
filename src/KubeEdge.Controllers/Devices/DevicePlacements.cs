using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Devices;

/// <summary>
/// All devices and the nodes they are on. Written by the device controller, read by sessions: what a node should have is to be read here
/// before it is told so.
/// </summary>
internal sealed class DevicePlacements
{
    private const string DefaultNamespace = "default";
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKey, DeviceRecord> _devices = [];
    private readonly Dictionary<string, ImmutableDictionary<ResourceKey, DeviceRecord>> _byNode = new(StringComparer.Ordinal);
    private volatile bool _isListed;

    /// <summary>Whether all devices were listed once; before that the absence of one means nothing.</summary>
    public bool IsListed => _isListed;

    /// <summary>Told of each node whose devices are others now, after the desired state is. Must be quick.</summary>
    public Action<string>? Changed { get; set; }

    /// <summary>Told of each device that is gone, or another one under its name. Must be quick.</summary>
    public Action<DeviceRecord>? Removed { get; set; }

    /// <summary>Told of each device that goes to another node, or to none. Must be quick.</summary>
    public Action<DeviceRecord>? Moved { get; set; }

    public void MarkListed() => _isListed = true;

    public DeviceRecord? Find(in ResourceKey key)
    {
        lock (_gate)
        {
            return _devices.GetValueOrDefault(key);
        }
    }

    /// <summary>The devices that a node should have. The same instance as long as they are the same.</summary>
    public ImmutableDictionary<ResourceKey, DeviceRecord> Of(string node)
    {
        lock (_gate)
        {
            return DevicesOf(node);
        }
    }

    /// <summary>
    /// A device of a node by the bare name that peers of 1.15 use. Where two namespaces have one, they collide as they do in the original:
    /// that of namespace <c>default</c> counts, or none.
    /// </summary>
    public bool TryFindByName(string node, string name, [NotNullWhen(true)] out DeviceRecord? device)
    {
        lock (_gate)
        {
            var devices = DevicesOf(node);
            if (devices.TryGetValue(DeviceTypes.Devices.Key(DefaultNamespace, name), out device))
            {
                return true;
            }

            foreach (var (key, candidate) in devices)
            {
                if (key.Name == name)
                {
                    if (device is not null)
                    {
                        device = null;
                        return false;
                    }

                    device = candidate;
                }
            }

            return device is not null;
        }
    }

    /// <summary>A device exists, in this version; the one before it, if there was one.</summary>
    public DeviceRecord? Put(DeviceRecord device)
    {
        DeviceRecord? former;
        lock (_gate)
        {
            former = Take(device.Key);
            _devices.Add(device.Key, device);
            if (device is { Node: { } node, Model: not null })
            {
                _byNode[node] = DevicesOf(node).Add(device.Key, device);
            }
        }

        if (former is not null && former.Uid != device.Uid)
        {
            Removed?.Invoke(former);
        }
        else if (former is not null && (former.Node != device.Node || former.Model is null != device.Model is null))
        {
            Moved?.Invoke(former);
        }

        return former;
    }

    /// <summary>A device is gone.</summary>
    public DeviceRecord? Remove(in ResourceKey key)
    {
        DeviceRecord? former;
        lock (_gate)
        {
            former = Take(key);
        }

        if (former is not null)
        {
            Removed?.Invoke(former);
        }

        return former;
    }

    private DeviceRecord? Take(in ResourceKey key)
    {
        if (!_devices.Remove(key, out var former))
        {
            return null;
        }

        if (former.Node is { } node)
        {
            var left = DevicesOf(node).Remove(key);
            if (left.IsEmpty)
            {
                _byNode.Remove(node);
            }
            else
            {
                _byNode[node] = left;
            }
        }

        return former;
    }

    private ImmutableDictionary<ResourceKey, DeviceRecord> DevicesOf(string node) =>
        _byNode.GetValueOrDefault(node, ImmutableDictionary<ResourceKey, DeviceRecord>.Empty);
}
