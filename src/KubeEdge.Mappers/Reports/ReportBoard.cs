using System.Threading.Channels;
using KubeEdge.Mappers.Devices;

namespace KubeEdge.Mappers.Reports;

/// <summary>
/// What the edge core has to be told: for each property the newest value, so that it never holds more than there are properties, however
/// long the edge core is away. Devices take turns.
/// </summary>
internal sealed class ReportBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceKey, Entry> _entries = [];
    private readonly Queue<DeviceKey> _turns = new();
    private readonly HashSet<DeviceKey> _held = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How many values wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Values.Sum(static entry => entry.Values.Count);
            }
        }
    }

    public void Put(DeviceKey device, ReportedValue value)
    {
        lock (_gate)
        {
            Open(device).Values[value.Property.Name] = value;
        }

        _wake.Writer.TryWrite(true);
    }

    public void PutState(DeviceKey device, string state)
    {
        lock (_gate)
        {
            Open(device).State = state;
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Waits for the next device with something to tell, and takes all of it.</summary>
    public async ValueTask<DeviceReport> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                while (_turns.TryDequeue(out var device))
                {
                    if (_entries.Remove(device, out var entry))
                    {
                        return entry.IsSplit ? TakeOne(device, entry) : new DeviceReport(device, entry.Values.Values, entry.State);
                    }
                }
            }

            await _wake.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts back what could not be told, unless something newer is there.</summary>
    /// <param name="report">What was taken.</param>
    /// <param name="isHeld">Whether it waits for <see cref="Release"/>, not for its next turn.</param>
    public void Return(DeviceReport report, bool isHeld)
    {
        lock (_gate)
        {
            var entry = PutBack(report, isHeld);
            entry.State ??= report.State;
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Puts back values that the edge core does not want together, to be told one by one; the state was told.</summary>
    public void Split(DeviceReport report)
    {
        lock (_gate)
        {
            PutBack(report, isHeld: false).IsSplit = true;
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Gives a turn to everything that was held back.</summary>
    public void Release()
    {
        lock (_gate)
        {
            foreach (var device in _held)
            {
                _turns.Enqueue(device);
            }

            _held.Clear();
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>A device is gone; nobody wants to know.</summary>
    public void Forget(DeviceKey device)
    {
        lock (_gate)
        {
            _entries.Remove(device);
            _held.Remove(device);
        }
    }

    private DeviceReport TakeOne(DeviceKey device, Entry entry)
    {
        var (property, value) = entry.Values.First();
        entry.Values.Remove(property);
        if (entry.Values.Count > 0)
        {
            _entries.Add(device, entry);
            _turns.Enqueue(device);
        }

        var state = entry.State;
        entry.State = null;
        return new DeviceReport(device, [value], state);
    }

    private Entry PutBack(DeviceReport report, bool isHeld)
    {
        var entry = Open(report.Device, isHeld);
        foreach (var value in report.Values)
        {
            entry.Values.TryAdd(value.Property.Name, value);
        }

        return entry;
    }

    private Entry Open(DeviceKey device, bool isHeld = false)
    {
        if (!_entries.TryGetValue(device, out var entry))
        {
            _entries.Add(device, entry = new Entry());
            if (isHeld)
            {
                _held.Add(device);
            }
            else
            {
                _turns.Enqueue(device);
            }
        }

        return entry;
    }

    private sealed class Entry
    {
        public Dictionary<string, ReportedValue> Values { get; } = new(StringComparer.Ordinal);

        public string? State { get; set; }

        public bool IsSplit { get; set; }
    }
}
