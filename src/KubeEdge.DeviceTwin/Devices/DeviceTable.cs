using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace KubeEdge.DeviceTwin.Devices;

/// <summary>
/// The devices as they are committed. One thread changes it, after each commit; any thread may read, and finds each device as it stood
/// after one commit.
/// </summary>
internal sealed class DeviceTable
{
    private readonly ConcurrentDictionary<DeviceId, Device> _devices = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<DeviceId>> _names = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count { get; private set; }

    public ICollection<Device> All => _devices.Values;

    /// <summary>Ends when the stored devices are here.</summary>
    public Task Loaded => _loaded.Task;

    public Device? Find(DeviceId id) => _devices.GetValueOrDefault(id);

    /// <summary>The devices of that name in whatever namespaces, in the order in which they came.</summary>
    public ImmutableArray<DeviceId> FindByName(string name) => _names.GetValueOrDefault(name, []);

    public void MarkLoaded() => _loaded.TrySetResult();

    /// <summary>Puts a device in the place of its predecessor, or with null removes it.</summary>
    public void Set(DeviceId id, Device? device)
    {
        if (device is not null)
        {
            if (!_devices.ContainsKey(id))
            {
                _names[id.Name] = FindByName(id.Name).Add(id);
            }

            _devices[id] = device;
        }
        else if (_devices.TryRemove(id, out _))
        {
            if (FindByName(id.Name).Remove(id) is { IsEmpty: false } others)
            {
                _names[id.Name] = others;
            }
            else
            {
                _names.TryRemove(id.Name, out _);
            }
        }

        Count = _devices.Count;
    }
}
