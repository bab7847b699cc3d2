using System.Collections.Concurrent;
using KubeEdge.Mappers.Reports;

namespace KubeEdge.Mappers.Devices;

/// <summary>One connection to a device: read what is due, write what is wanted, until it fails or is told to end.</summary>
internal sealed class DeviceSession
{
    private const int MostFailures = 3;

    private readonly DeviceContext _device;
    private readonly DeviceDriver _driver;
    private readonly DeviceTools _tools;
    private readonly Dictionary<string, PropertySlot> _slots;
    private readonly ConcurrentDictionary<string, ReportedValue> _values = new(StringComparer.Ordinal);
    private int _failures;
    private bool _hasFailed;
    private bool _hasSucceeded;

    public DeviceSession(DeviceContext device, DeviceDriver driver, DeviceTools tools)
    {
        _device = device;
        _driver = driver;
        _tools = tools;
        var now = tools.Time.GetTimestamp();
        _slots = device.Properties
            .DistinctBy(static property => property.Name)
            .ToDictionary(static property => property.Name, property => new PropertySlot(property, now), StringComparer.Ordinal);
    }

    /// <summary>What the device shows, by property; safe to ask from anywhere.</summary>
    public ICollection<ReportedValue> Values => _values.Values;

    /// <summary>Whether the device answered when it was asked last, if it was.</summary>
    public bool IsWell => _hasSucceeded || !_hasFailed;

    /// <summary>Opens it.</summary>
    /// <exception cref="DeviceFailedException">It could not be opened.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (await TryAsync(Operation.Connect, null, token => _driver.ConnectAsync(_device, token), cancellationToken).ConfigureAwait(false) is { } fault)
        {
            throw new DeviceFailedException($"cannot connect: {fault.Message}", fault);
        }
    }

    /// <summary>Takes over what the cloud wants; properties whose wish changed are looked at with the next <see cref="CollectAsync"/>.</summary>
    public void Want(IReadOnlyDictionary<string, string> desired)
    {
        foreach (var slot in _slots.Values)
        {
            var wish = desired.GetValueOrDefault(slot.Property.Name);
            if (slot.Desired != wish)
            {
                slot.Desired = wish;
                slot.Due = _tools.Time.GetTimestamp();
            }
        }
    }

    /// <summary>Looks at everything that is due.</summary>
    /// <returns>How long until something is due again; null when nothing ever is.</returns>
    /// <exception cref="DeviceFailedException">Three operations in a row failed.</exception>
    public async Task<TimeSpan?> CollectAsync(CancellationToken cancellationToken)
    {
        _hasFailed = _hasSucceeded = false;
        foreach (var slot in _slots.Values.Where(slot => slot.Due <= _tools.Time.GetTimestamp()))
        {
            await LookAsync(slot, cancellationToken).ConfigureAwait(false);
            slot.Due = slot.Property.IsReported || slot.HasToBeWritten ? NextDue(slot) : long.MaxValue;
        }

        var first = _slots.Values.Select(static slot => slot.Due).DefaultIfEmpty(long.MaxValue).Min();
        var now = _tools.Time.GetTimestamp();
        return first == long.MaxValue ? null : _tools.Time.GetElapsedTime(now, Math.Max(first, now));
    }

    // From the time it was due on; a device that is slower than its cycle has a cycle of rest all the same.
    private long NextDue(PropertySlot slot)
    {
        var cycle = (long)(slot.Property.CollectCycle.TotalSeconds * _tools.Time.TimestampFrequency);
        var now = _tools.Time.GetTimestamp();
        return slot.Due + cycle > now ? slot.Due + cycle : now + cycle;
    }

    private async Task LookAsync(PropertySlot slot, CancellationToken cancellationToken)
    {
        if (slot.Property.IsReported)
        {
            await ReadAsync(slot, cancellationToken).ConfigureAwait(false);
        }

        if (slot.HasToBeWritten && slot.Desired is { } desired)
        {
            var fault = await TryAsync(
                Operation.Write, slot.Property, token => _driver.WriteAsync(slot.Property, desired, token), cancellationToken).ConfigureAwait(false);
            if (fault is not null)
            {
                return;
            }

            slot.Written = desired;
            if (slot.Property.IsReported)
            {
                await ReadAsync(slot, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadAsync(PropertySlot slot, CancellationToken cancellationToken)
    {
        string? value = null;
        var fault = await TryAsync(
            Operation.Read,
            slot.Property,
            async token => value = await _driver.ReadAsync(slot.Property, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        slot.Value = value;
        if (fault is null && value is not null)
        {
            var shown = new ReportedValue(slot.Property, value, slot.Desired ?? "", _tools.Time.GetUtcNow().ToUnixTimeMilliseconds());
            _values[slot.Property.Name] = shown;
            if (slot.TryReport(_tools.Time))
            {
                _tools.Reports.Put(new DeviceKey(_device.Namespace, _device.Name), shown);
            }
        }
    }

    private async Task<Exception?> TryAsync(
        Operation operation, PropertyContext? property, Func<CancellationToken, ValueTask> action, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(_tools.Options.OperationTimeout, _tools.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            // A driver that does not look at its token holds up nobody but itself.
            await action(linked.Token).AsTask().WaitAsync(linked.Token).ConfigureAwait(false);
            _failures = 0;
            _hasSucceeded = true;
            _tools.Metrics.Operated(operation, OperationOutcome.Done);
            return null;
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isLate = timer.IsCancellationRequested;
            _tools.Metrics.Operated(operation, isLate ? OperationOutcome.TimedOut : OperationOutcome.Failed);
            var fault = isLate
                ? new TimeoutException($"{operation} of {property?.Name ?? "the device"} did not end within {_tools.Options.OperationTimeout}.")
                : exception;
            if (property is not null)
            {
                _hasFailed = true;
                _tools.Faults.Report(_device, operation, property, fault);
                if (++_failures >= MostFailures)
                {
                    throw new DeviceFailedException($"{operation} of {property}: {fault.Message}", fault);
                }
            }

            return fault;
        }
    }
}
