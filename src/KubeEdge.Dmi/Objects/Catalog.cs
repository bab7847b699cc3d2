namespace KubeEdge.Dmi.Objects;

/// <summary>
/// Which devices and models the store has, and who belongs to whom; the objects themselves stay in the store. Each change is told to the
/// mappers that it may concern.
/// </summary>
internal sealed class Catalog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DmiKey, DeviceEntry> _devices = [];
    private readonly Dictionary<DmiKey, string> _models = [];
    private readonly Dictionary<string, HashSet<DmiKey>> _byProtocol = new(StringComparer.Ordinal);
    private readonly Dictionary<DmiKey, HashSet<DmiKey>> _byModel = [];
    private readonly TaskCompletionSource[] _loaded = [NewSource(), NewSource()];

    /// <summary>Told after each change: whose mapper it may concern, and what has changed.</summary>
    public Action<string, DmiKey>? Changed { get; set; }

    /// <summary>Ends when all devices and models of the store are here. Before that nothing can be called gone.</summary>
    public Task Loaded => Task.WhenAll(_loaded[0].Task, _loaded[1].Task);

    /// <summary>The model of a device.</summary>
    public static DmiKey ModelOf(DmiKey device, DeviceEntry entry) => new(DmiKind.Model, device.Namespace, entry.Model);

    public void MarkLoaded(DmiKind kind) => _loaded[(int)kind].TrySetResult();

    public void PutDevice(DmiKey key, DeviceEntry entry)
    {
        DeviceEntry? before;
        lock (_gate)
        {
            before = _devices.TryGetValue(key, out var old) ? old : null;
            Unlink(key, before);
            _devices[key] = entry;
            Add(_byProtocol, entry.Protocol, key);
            Add(_byModel, ModelOf(key, entry), key);
        }

        Tell(key, before, entry);
    }

    public void PutModel(DmiKey key, string protocol)
    {
        string? before;
        lock (_gate)
        {
            _ = _models.TryGetValue(key, out before);
            _models[key] = protocol;
        }

        TellModel(key, before, protocol);
    }

    /// <summary>A device or a model is gone.</summary>
    public void Remove(DmiKey key)
    {
        DeviceEntry? device = null;
        string? protocol = null;
        lock (_gate)
        {
            if (key.Kind == DmiKind.Model)
            {
                _models.Remove(key, out protocol);
            }
            else
            {
                device = _devices.Remove(key, out var old) ? old : null;
                Unlink(key, device);
            }
        }

        if (key.Kind == DmiKind.Model)
        {
            TellModel(key, protocol, null);
        }
        else
        {
            Tell(key, device, null);
        }
    }

    /// <summary>Whatever of a kind is not among those given is gone.</summary>
    public void RemoveOthers(DmiKind kind, IReadOnlySet<DmiKey> present)
    {
        DmiKey[] gone;
        lock (_gate)
        {
            gone = [.. (kind == DmiKind.Device ? _devices.Keys : (IEnumerable<DmiKey>)_models.Keys).Where(key => !present.Contains(key))];
        }

        foreach (var key in gone)
        {
            Remove(key);
        }
    }

    public DeviceEntry? FindDevice(DmiKey key)
    {
        lock (_gate)
        {
            return _devices.TryGetValue(key, out var entry) ? entry : null;
        }
    }

    /// <summary>Whether a protocol's mapper should have a model: it is for that protocol, or a device of the protocol needs it.</summary>
    public bool IsModelOf(string protocol, DmiKey model)
    {
        lock (_gate)
        {
            return _models.TryGetValue(model, out var own)
                && (own == protocol || Of(_byModel, model).Any(device => _devices[device].Protocol == protocol));
        }
    }

    /// <summary>The devices of a protocol, ordered by namespace and name.</summary>
    public DmiKey[] DevicesOf(string protocol)
    {
        lock (_gate)
        {
            return [.. Of(_byProtocol, protocol).OrderBy(static key => key.Namespace, StringComparer.Ordinal)
                .ThenBy(static key => key.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>The devices of a model.</summary>
    public DmiKey[] DevicesOf(DmiKey model)
    {
        lock (_gate)
        {
            return [.. Of(_byModel, model)];
        }
    }

    /// <summary>The models that a protocol's mapper should have.</summary>
    public DmiKey[] ModelsOf(string protocol)
    {
        lock (_gate)
        {
            var own = _models.Where(model => model.Value == protocol).Select(static model => model.Key);
            var needed = Of(_byProtocol, protocol).Select(device => ModelOf(device, _devices[device])).Where(_models.ContainsKey);
            return [.. own.Concat(needed).Distinct()];
        }
    }

    private static HashSet<DmiKey> Of<TKey>(Dictionary<TKey, HashSet<DmiKey>> index, TKey key)
        where TKey : notnull => index.TryGetValue(key, out var found) ? found : [];

    private static void Add<TKey>(Dictionary<TKey, HashSet<DmiKey>> index, TKey key, DmiKey device)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var devices))
        {
            index.Add(key, devices = []);
        }

        devices.Add(device);
    }

    private static void Remove<TKey>(Dictionary<TKey, HashSet<DmiKey>> index, TKey key, DmiKey device)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var devices) && devices.Remove(device) && devices.Count == 0)
        {
            index.Remove(key);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Unlink(DmiKey device, DeviceEntry? entry)
    {
        if (entry is { } old)
        {
            Remove(_byProtocol, old.Protocol, device);
            Remove(_byModel, ModelOf(device, old), device);
        }
    }

    private void Tell(DmiKey device, DeviceEntry? before, DeviceEntry? after)
    {
        // The model too: a mapper may need it no longer, once the device is gone, or now, before the device comes.
        if (before is { } old && before != after)
        {
            Changed?.Invoke(old.Protocol, device);
            Changed?.Invoke(old.Protocol, ModelOf(device, old));
        }

        if (after is { } now)
        {
            Changed?.Invoke(now.Protocol, ModelOf(device, now));
            Changed?.Invoke(now.Protocol, device);
        }
    }

    private void TellModel(DmiKey model, string? before, string? after)
    {
        foreach (var protocol in new[] { before, after }.OfType<string>().Distinct())
        {
            Changed?.Invoke(protocol, model);
        }

        foreach (var device in DevicesOf(model))
        {
            if (FindDevice(device) is { } entry)
            {
                Tell(device, null, entry);
            }
        }
    }
}
