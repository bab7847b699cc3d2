using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers.Devices;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Reports;

/// <summary>
/// Brings the reports about one device into the API: one write at a time, and in between everything that comes is merged. A report is
/// confirmed after the write that holds it; what the API does not take is tried again, merged with what came since. A single value that it
/// refuses while it takes others is given up.
/// </summary>
internal sealed partial class DeviceWriter(DeviceRecord device, WriterContext context)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _maxPause = TimeSpan.FromSeconds(60);
    private static readonly MessageRoute _confirmation =
        new(ModuleNames.DeviceController, GroupNames.Twin, "twin", Operations.Response);

    private readonly Lock _gate = new();
    private readonly SeenReports _seen = new();
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

    /// <summary>The device goes to another node, or to none: after that any version is new.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _seen.Forget();
        }
    }

    /// <summary>Takes over the values in a report; those of properties that the device does not declare are passed over.</summary>
    /// <returns>How many properties were passed over; null when the session was replaced, so that nothing of it is taken.</returns>
    public int? Take(in Confirmation report, DeviceRecord current, Dictionary<string, ReportedProperty> properties, CancellationToken stopping)
    {
        var undeclared = 0;
        lock (_gate)
        {
            // Here, where what the newer session brings is taken too: it would be overwritten, and is not reported again.
            if (report.Node.IsReplaced)
            {
                return null;
            }

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

    /// <summary>Takes over a state.</summary>
    /// <returns>False when the session was replaced, so that nothing of it is taken.</returns>
    public bool Take(in Confirmation report, ReportedState state, CancellationToken stopping)
    {
        lock (_gate)
        {
            if (report.Node.IsReplaced)
            {
                return false;
            }

            if (_seen.Accept(report, state))
            {
                _pending.Put(state);
            }

            Start(report, stopping);
        }

        return true;
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
                if (TakePending() is { } taken)
                {
                    await WriteAsync(taken, stopping).ConfigureAwait(false);
                }
                else if (TryEnd())
                {
                    return;
                }
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
                return null;
            }

            var taken = _pending;
            _pending = new PendingStatus();
            return taken;
        }
    }

    // Whoever comes after this starts it again; whoever came before is still to be served.
    private bool TryEnd()
    {
        lock (_gate)
        {
            if (_pending.IsEmpty && !_isGone)
            {
                _isRunning = false;
            }

            return !_isRunning;
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
            return await WriteInPartsAsync(_store, current, taken, stopping).ConfigureAwait(false);
        }
        finally
        {
            context.Room.Release();
        }
    }

    // One value may be at fault for all: what is refused is written in halves, down to single values. When the API takes none of them,
    // the fault may be the object's rather than theirs, and all of it is for later.
    private async ValueTask<WriteResult> WriteInPartsAsync(
        IStatusStore store, DeviceRecord current, PendingStatus taken, CancellationToken stopping)
    {
        List<(PendingStatus Part, KubeStatus? Error)> refused = [];
        Stack<PendingStatus> parts = new([taken]);
        var status = WriteStatus.Unchanged;
        while (parts.TryPop(out var part))
        {
            var result = await store.WriteAsync(current, part, stopping).ConfigureAwait(false);
            switch (result.Status)
            {
                case WriteStatus.Done:
                    status = WriteStatus.Done;
                    break;
                case WriteStatus.Unchanged:
                    break;
                case WriteStatus.Refused when part.Split() is var (first, second):
                    parts.Push(second);
                    parts.Push(first);
                    break;
                case WriteStatus.Refused:
                    refused.Add((part, result.Error));
                    break;
                default:
                    return result;
            }
        }

        if (refused.Count > 0 && status != WriteStatus.Done)
        {
            return new WriteResult(WriteStatus.Failed, refused[0].Error);
        }

        foreach (var (part, error) in refused)
        {
            context.Metrics.Patched("refused");
            Log.GivenUp(context.Logger, part.ToString(), device.Key.ToString(), error?.Message);
        }

        return new WriteResult(status);
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
