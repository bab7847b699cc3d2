using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;

namespace KubeEdge.Mappers.Devices;

/// <summary>The devices of a mapper with their models, as the edge core has told them, in any order.</summary>
internal sealed class DeviceSet(DeviceTools tools) : IAsyncDisposable
{
    // An edge core that has just started may not have read all of its devices yet.
    private const int MostAbsences = 2;

    // What is more than a message holds follows as calls; an answer of this size may not be all.
    private const int PerhapsNotAll = 2 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceKey, DeviceEntry> _devices = [];
    private readonly Dictionary<DeviceKey, DeviceModel> _models = [];
    private readonly Dictionary<DeviceKey, Task> _leaving = [];
    private readonly HashSet<DeviceKey> _calledDevices = [];
    private readonly HashSet<DeviceKey> _calledModels = [];
    private readonly CancellationTokenSource _stopping = new();
    private bool _isStopped;

    /// <summary>Every device with its worker.</summary>
    public IReadOnlyList<DeviceWorker> Workers
    {
        get
        {
            lock (_gate)
            {
                return [.. _devices.Values.Select(static entry => entry.Worker)];
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _devices.Count;
            }
        }
    }

    public DeviceWorker? Find(DeviceKey key)
    {
        lock (_gate)
        {
            return _devices.GetValueOrDefault(key)?.Worker;
        }
    }

    /// <summary>The edge core calls: a device is new, or is another than before.</summary>
    public GrpcStatus Put(Device? device)
    {
        if (device is null)
        {
            return new(GrpcStatusCode.InvalidArgument, "There is no device.");
        }

        lock (_gate)
        {
            _calledDevices.Add(new DeviceKey(device.Namespace, device.Name));
            return Keep(device);
        }
    }

    /// <summary>It calls: a device is gone. One that was not there is gone as well.</summary>
    public void Remove(DeviceKey key)
    {
        lock (_gate)
        {
            _calledDevices.Add(key);
            LetGo(key);
        }
    }

    /// <summary>It calls: a model is new, or is another than before; its devices learn it.</summary>
    public GrpcStatus PutModel(DeviceModel? model)
    {
        if (model is not { Name.Length: > 0 })
        {
            return new(GrpcStatusCode.InvalidArgument, "The model has no name.");
        }

        lock (_gate)
        {
            _calledModels.Add(new DeviceKey(model.Namespace, model.Name));
            return Keep(model);
        }
    }

    /// <summary>It calls: a model is gone; devices that still have it keep what they know.</summary>
    public void RemoveModel(DeviceKey key)
    {
        lock (_gate)
        {
            _calledModels.Add(key);
            _models.Remove(key);
        }
    }

    /// <summary>A registration is about to be sent: calls from here on are newer than its answer.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            _calledDevices.Clear();
            _calledModels.Clear();
        }
    }

    /// <summary>Takes over what the edge core says there is, models first. Devices that it twice did not name are gone.</summary>
    public void Take(MapperRegisterResponse all)
    {
        lock (_gate)
        {
            foreach (var model in all.ModelList.Where(one => !_calledModels.Contains(new DeviceKey(one.Namespace, one.Name))))
            {
                Check(Keep(model));
            }

            var isAll = all.CalculateSize() < PerhapsNotAll;
            foreach (var entry in _devices.Values)
            {
                entry.Absences += isAll && entry.WasNamed ? 1 : 0;
            }

            foreach (var device in all.DeviceList)
            {
                Take(device);
            }

            foreach (var key in _devices.Where(static one => one.Value.Absences >= MostAbsences).Select(static one => one.Key).ToList())
            {
                LetGo(key);
            }
        }
    }

    /// <summary>Ends all devices and waits until their drivers have let go.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Task> running;
        lock (_gate)
        {
            _isStopped = true;
            running = [.. _devices.Values.Select(static entry => entry.Running), .. _leaving.Values];
            _devices.Clear();
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static bool Uses(Device device, DeviceModel model) =>
        device.Spec?.DeviceModelReference == model.Name && device.Namespace == model.Namespace;

    private void Take(Device device)
    {
        var key = new DeviceKey(device.Namespace, device.Name);
        if (!_calledDevices.Contains(key))
        {
            Check(Keep(device));
        }

        if (_devices.TryGetValue(key, out var entry))
        {
            entry.Absences = 0;
            entry.WasNamed = true;
        }
    }

    private void Check(GrpcStatus status)
    {
        if (!status.IsOk)
        {
            tools.Faults.Refused(status);
        }
    }

    private GrpcStatus Keep(Device device)
    {
        var key = new DeviceKey(device.Namespace, device.Name);
        if (key.Name.Length == 0)
        {
            return new(GrpcStatusCode.InvalidArgument, "The device has no name.");
        }

        var model = _models.GetValueOrDefault(new DeviceKey(device.Namespace, device.Spec?.DeviceModelReference ?? ""));
        DeviceDescription description;
        try
        {
            description = new DeviceDescription(device, model, tools.Options.CycleUnit);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException e)
        {
            return new(GrpcStatusCode.InvalidArgument, $"Device {key}: its configuration cannot be read: {e.Message}");
        }

        tools.Faults.NotPushed(key, description.Pushed);
        if (_devices.TryGetValue(key, out var entry))
        {
            entry.Absences = 0;
            entry.Worker.Update(description);
            return default;
        }

        if (_devices.Count >= tools.Options.MaximumDevices || _isStopped)
        {
            return new(GrpcStatusCode.ResourceExhausted, $"The mapper takes {tools.Options.MaximumDevices} devices.");
        }

        _leaving.Remove(key, out var before);
        _devices.Add(key, Start(description, before));
        return default;
    }

    private GrpcStatus Keep(DeviceModel model)
    {
        var key = new DeviceKey(model.Namespace, model.Name);
        if (_models.Count >= tools.Options.MaximumDevices && !_models.ContainsKey(key))
        {
            return new(GrpcStatusCode.ResourceExhausted, $"The mapper takes {tools.Options.MaximumDevices} models.");
        }

        _models[key] = model;
        foreach (var device in _devices.Values.Select(static entry => entry.Worker.Description.Device).Where(device => Uses(device, model)).ToList())
        {
            Keep(device);
        }

        return default;
    }

    private void LetGo(DeviceKey key)
    {
        if (!_devices.Remove(key, out var entry))
        {
            return;
        }

        _ = entry.Ending.CancelAsync();
        tools.Reports.Forget(key);
        foreach (var gone in _leaving.Where(static one => one.Value.IsCompleted).Select(static one => one.Key).ToList())
        {
            _leaving.Remove(gone);
        }

        _leaving[key] = entry.Running;
    }

    private DeviceEntry Start(DeviceDescription description, Task? before)
    {
        var worker = new DeviceWorker(description, tools);
        var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        // Off the lock and off the call that brought the device.
        return new DeviceEntry(worker, ending, Task.Run(() => RunAsync(worker, ending, before), CancellationToken.None));
    }

    private static async Task RunAsync(DeviceWorker worker, CancellationTokenSource ending, Task? before)
    {
        using (ending)
        {
            // A device that was removed and is there again: its former driver has to let go of it first.
            await (before ?? Task.CompletedTask).ConfigureAwait(false);
            await worker.RunAsync(ending.Token).ConfigureAwait(false);
        }
    }

    private sealed record DeviceEntry(DeviceWorker Worker, CancellationTokenSource Ending, Task Running)
    {
        /// <summary>How often in a row an answer did not name it.</summary>
        public int Absences { get; set; }

        /// <summary>Whether an answer ever did; one that only came as a call may be one too many for answers.</summary>
        public bool WasNamed { get; set; }
    }
}
