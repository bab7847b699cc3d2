using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers.Devices;

namespace KubeEdge.Controllers.Reports;

/// <summary>
/// Brings the reports about one device into the API: one write at a time, and in between everything that comes is merged. A report is
/// confirmed after the write that holds it; what the API does not take is tried again, merged with what came since.
/// </summary>
internal sealed partial class DeviceWriter(DeviceRecord device, WriterContext context)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _maxPause = TimeSpan.FromSeconds(60);
    private static readonly MessageRoute _confirmation =
        new(ModuleNames.DeviceController, GroupNames.Twin, "twin", Operations.Response);

    private readonly Lock _gate = new();
    private readonly SeenVersions _seen = new();
    private PendingStatus _pending = new();
    private IStatusStore? _store;
    private TimeSpan _pause;
    private long? _lastWrite;
    private bool _isRunning;
    private volatile bool _isGone;

    /// <summary>Whether reports wait.</summary>
    public bool IsWaiting => _isRunning;

    /// <summary>The device is gone, and what was reported of it too.</summary>
    public void Retire(CancellationToken stopping)
    {
        lock (_gate)
        {
            _isGone = true;
            if (!_isRunning && _store is not null)
            {
                _isRunning = true;
                _ = RunAsync(stopping);
            }
        }
    }

    /// <summary>Takes over the values in a report; those of properties that the device does not declare are passed over.</summary>
    /// <returns>How many properties were passed over.</returns>
    public int Take(in Confirmation report, DeviceRecord current, Dictionary<string, ReportedProperty> properties, CancellationToken stopping)
    {
        var undeclared = 0;
        lock (_gate)
        {
            foreach (var (name, property) in properties)
            {
                if (!current.Properties.Contains(name))
                {
                    undeclared++;
                }
                else if (_seen.Accept(report.Node, name, property) is { } accepted)
                {
                    _pending.Put(name, accepted);
                }
            }

            Start(report, stopping);
        }

        return undeclared;
    }

    public void Take(in Confirmation report, ReportedState state, CancellationToken stopping)
    {
        lock (_gate)
        {
            if (_seen.Accept(report.Node, state))
            {
                _pending.Put(state);
            }

            Start(report, stopping);
        }
    }

    private void Start(in Confirmation report, CancellationToken stopping)
    {
        if (!_pending.Confirm(report))
        {
            context.Metrics.Confirmed("dropped");
        }

        if (!_isRunning)
        {
            _isRunning = true;
            _ = RunAsync(stopping);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        // Off the session's turn, and out of the lock.
        await Task.Yield();
        try
        {
            while (!_isGone)
            {
                await DelayAsync(stopping).ConfigureAwait(false);
                var taken = TakePending();
                if (taken is null)
                {
                    return;
                }

                await WriteAsync(taken, stopping).ConfigureAwait(false);
            }

            await RemoveAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what was not confirmed is reported again.
        }
        catch (Exception error)
        {
            Log.Failed(context.Logger, error, device.Key.ToString());
        }

        lock (_gate)
        {
            _isRunning = false;
        }
    }

    private ValueTask RemoveAsync(CancellationToken stopping) => _store?.RemoveAsync(device, stopping) ?? default;

    private PendingStatus? TakePending()
    {
        lock (_gate)
        {
            if (_pending.IsEmpty)
            {
                _isRunning = false;
                return null;
            }

            var taken = _pending;
            _pending = new PendingStatus();
            return taken;
        }
    }

    private Task DelayAsync(CancellationToken stopping)
    {
        var rest = _pause > TimeSpan.Zero ? _pause
            : _lastWrite is { } last ? context.Interval - context.TimeProvider.GetElapsedTime(last)
            : TimeSpan.Zero;
        return rest > TimeSpan.Zero ? Task.Delay(rest, context.TimeProvider, stopping) : Task.CompletedTask;
    }

    private async ValueTask WriteAsync(PendingStatus taken, CancellationToken stopping)
    {
        var result = await WriteNowAsync(taken, stopping).ConfigureAwait(false);
        _lastWrite = context.TimeProvider.GetTimestamp();
        switch (result.Status)
        {
            case WriteStatus.Done:
            case WriteStatus.Unchanged:
                context.Metrics.Patched(result.Status == WriteStatus.Done ? "done" : "unchanged");
                _pause = TimeSpan.Zero;
                await ConfirmAsync(taken.Confirmations, stopping).ConfigureAwait(false);
                break;
            case WriteStatus.Gone:
                context.Metrics.Patched("gone");
                Log.Gone(context.Logger, device.Key.ToString());
                break;
            default:
                context.Metrics.Patched("failed");
                Again(taken, result);
                break;
        }
    }

    private async ValueTask<WriteResult> WriteNowAsync(PendingStatus taken, CancellationToken stopping)
    {
        await context.Room.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            if (_store is null)
            {
                if (await context.Stores.DecideAsync(stopping).ConfigureAwait(false) is { } error)
                {
                    return new WriteResult(WriteStatus.Failed, error);
                }

                _store = context.Stores.Make();
            }

            var current = context.Placements.Find(device.Key) is { } found && found.Uid == device.Uid ? found : device;
            return await _store.WriteAsync(current, taken, stopping).ConfigureAwait(false);
        }
        finally
        {
            context.Room.Release();
        }
    }

    private void Again(PendingStatus taken, in WriteResult result)
    {
        var wasPausing = _pause > TimeSpan.Zero;
        _pause = wasPausing ? TimeSpan.FromTicks(Math.Min(_maxPause.Ticks, _pause.Ticks * 2)) : _firstPause;
        if (result.Error?.RetryAfter is { } asked && asked > _pause)
        {
            _pause = asked < _maxPause ? asked : _maxPause;
        }

        if (!wasPausing)
        {
            Log.NotTaken(context.Logger, device.Key.ToString(), result.Error?.Message);
        }

        lock (_gate)
        {
            taken.Add(_pending);
            _pending = taken;
        }
    }

    private async ValueTask ConfirmAsync(IReadOnlyCollection<Confirmation> reports, CancellationToken stopping)
    {
        foreach (var report in reports)
        {
            await ConfirmAsync(report, stopping).ConfigureAwait(false);
        }
    }

    private async ValueTask ConfirmAsync(Confirmation report, CancellationToken stopping)
    {
        var message = context.Messages.New(_confirmation, MessageContent.Text("OK"));
        message = message.WithHeader(message.Header with { ParentId = report.Id });
        var sent = await report.Node.SendAsync(message, stopping).ConfigureAwait(false);

        // A session that ended meanwhile: the node reports again in its next one.
        context.Metrics.Confirmed(sent == Beehive.Dispatch.SendStatus.Sent ? "sent" : "closed");
    }
}
