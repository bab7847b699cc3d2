using System.Threading.Channels;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Devices;
using KubeEdge.Mappers.Diagnostics;
using KubeEdge.Mappers.Reports;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mappers.Edge;

/// <summary>
/// Keeps the mapper registered and tells the edge core what there is to tell. A report that finds nobody brings the next registration
/// forward; nothing is reported before one succeeded.
/// </summary>
internal sealed partial class EdgeSession(EdgeClient client, DeviceSet devices, ReportBoard board, DeviceTools tools, ILogger logger)
{
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _busyDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _lost = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _knowsStates = true;
    private string? _fault = "not yet registered";

    /// <summary>Why the mapper is not registered; null when it is.</summary>
    public string? Fault => _fault;

    /// <summary>Registers, and again whenever that may be needed, until it is cancelled.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var delay = new RetryDelay(tools.Options.RetryDelay, _longestDelay, tools.Random);
        while (true)
        {
            _lost.Reader.TryRead(out _);
            devices.Ask();
            var result = await client.RegisterAsync(cancellationToken).ConfigureAwait(false);
            tools.Metrics.Registered(result.Status.Code);
            if (result.IsOk)
            {
                delay.Reset();
                devices.Take(result.Value);
                Enter();
                await WaitAsync(tools.Options.RegisterInterval, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Leave(result.Status);
                await Task.Delay(delay.Next(), tools.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reports until it is cancelled.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await WhenRegistered().WaitAsync(cancellationToken).ConfigureAwait(false);
            var report = await board.TakeAsync(cancellationToken).ConfigureAwait(false);
            var status = await TellAsync(report, cancellationToken).ConfigureAwait(false);
            var outcome = EdgeClient.Judge(status);
            tools.Metrics.Reported(outcome, report.Values.Count);
            switch (outcome)
            {
                case EdgeOutcome.Away:
                    board.Return(report, isHeld: false);
                    Leave(status);
                    _lost.Writer.TryWrite(true);
                    break;
                case EdgeOutcome.Busy:
                    board.Return(report, isHeld: false);
                    await Task.Delay(_busyDelay, tools.Time, cancellationToken).ConfigureAwait(false);
                    break;
                case EdgeOutcome.Refused when devices.Find(report.Device) is null:
                    // The last words of a device that is gone on both sides.
                    break;
                case EdgeOutcome.Refused:
                    board.Return(report, isHeld: true);
                    tools.Faults.Refused(report.Device, status);
                    break;
                case EdgeOutcome.Invalid when report.Values.Count > 1:
                    // One value that is not wanted must not cost the others.
                    board.Split(report);
                    break;
                case EdgeOutcome.Invalid:
                    tools.Faults.Refused(report.Device, status);
                    break;
                default:
                    break;
            }
        }
    }

    private async ValueTask<GrpcStatus> TellAsync(DeviceReport report, CancellationToken cancellationToken)
    {
        if (report.State is not null && _knowsStates)
        {
            var told = await client.ReportStateAsync(report, cancellationToken).ConfigureAwait(false);
            if (told.Code == GrpcStatusCode.Unimplemented)
            {
                // Before 1.18; asked again after the next registration, when it may have been updated.
                _knowsStates = false;
            }
            else if (EdgeClient.Judge(told) == EdgeOutcome.Invalid)
            {
                tools.Faults.Refused(report.Device, told);
            }
            else if (!told.IsOk)
            {
                return told;
            }
        }

        return report.Values.Count == 0 ? default : await client.ReportAsync(report, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(longest, tools.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _lost.Reader.ReadAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time for the next registration.
        }
    }

    private Task WhenRegistered()
    {
        lock (_gate)
        {
            return _registered.Task;
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            if (_fault is not null)
            {
                _fault = null;
                // Whoever answers now may not be who was told before.
                _knowsStates = true;
                foreach (var worker in devices.Workers)
                {
                    worker.RepeatState();
                }

                Log.Registered(logger, tools.Options.Name, tools.Options.EdgeSocket, devices.Count);
            }

            _registered.TrySetResult();
        }

        board.Release();
    }

    private void Leave(GrpcStatus status)
    {
        lock (_gate)
        {
            var fault = status.ToString();
            if (_fault != fault)
            {
                Log.Away(logger, tools.Options.Name, tools.Options.EdgeSocket, fault);
            }

            _fault = fault;
            if (_registered.Task.IsCompleted)
            {
                _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
