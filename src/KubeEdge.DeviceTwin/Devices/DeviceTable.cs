using System.Collections.Concurrent;

namespace KubeEdge.DeviceTwin.Devices;

/// <summary>
/// The devices as they are committed. One thread changes it, after each commit; any thread may read, and finds each device as it stood
/// after one commit.
/// </summary>
internal sealed class DeviceTable
{
    private readonly ConcurrentDictionary<DeviceId, Device> _devices = new();
    private readonly ConcurrentDictionary<string, DeviceId> _names = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count { get; private set; }

    public ICollection<Device> All => _devices.Values;

    /// <summary>Ends when the stored devices are here.</summary>
    public Task Loaded => _loaded.Task;

    public Device? Find(DeviceId id) => _devices.GetValueOrDefault(id);

    /// <summary>A device of that name in whatever namespace.</summary>
    public DeviceId? FindByName(string name) => _names.TryGetValue(name, out var id) ? id : null;

    public void MarkLoaded() => _loaded.TrySetResult();

    /// <summary>Puts a device in the place of its predecessor, or with null removes it.</summary>
    public void Set(DeviceId id, Device? device)
    {
        if (device is not null)
        {
            _devices[id] = device;
            _names.TryAdd(id.Name, id);
        }
        else if (_devices.TryRemove(id, out _))
        {
            _names.TryRemove(new(id.Name, id));
        }

        Count = _devices.Count;
    }
}
