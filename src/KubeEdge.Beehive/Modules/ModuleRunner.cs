using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Beehive.Modules;

/// <summary>Runs one module and starts it again as its policy says. No exception of the module leaves it.</summary>
internal sealed partial class ModuleRunner(
    Module module,
    RestartPolicy policy,
    MessageBus bus,
    MessageFactory messages,
    TimeProvider timeProvider,
    BeehiveMetrics metrics,
    ILogger logger)
{
    private readonly ILogger _logger = logger;
    private Inbox? _inbox;
    private volatile ModuleState _state = new(module.Name, ModulePhase.Registered, timeProvider.GetUtcNow());

    /// <summary>The module's name.</summary>
    public string Name => module.Name;

    /// <summary>Whether the module has ended for good.</summary>
    public bool HasEnded => _state.Phase == ModulePhase.Ended;

    /// <summary>How the module fares.</summary>
    public ModuleState State => _state;

    /// <summary>Gives the module its inbox; from here on it can be sent to.</summary>
    public void Register() => _inbox ??= bus.Register(module.Name, module.Group);

    /// <summary>Runs the module until it ends for good.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Register();
        var inbox = _inbox ?? throw new InvalidOperationException("Registered just now.");
        var context = new ModuleContext(inbox.Reader, bus, messages);
        var pause = policy.FirstPause;
        var restarts = 0;
        try
        {
            while (true)
            {
                var started = timeProvider.GetTimestamp();
                Enter(ModulePhase.Running);
                var failure = await RunOnceAsync(context, stopping).ConfigureAwait(false);
                if (stopping.IsCancellationRequested)
                {
                    return;
                }

                var wasStable = timeProvider.GetElapsedTime(started) >= policy.StableAfter;
                _state = _state with
                {
                    FailuresInARow = wasStable ? 1 : _state.FailuresInARow + 1,
                    LastFailure = failure ?? _state.LastFailure,
                };
                if (failure is null && policy.Condition == RestartCondition.OnFailure)
                {
                    Log.Ended(_logger, module.Name);
                    return;
                }

                if (policy.Retries > 0 && restarts == policy.Retries)
                {
                    Log.GivenUp(_logger, failure, module.Name, restarts);
                    return;
                }

                if (wasStable)
                {
                    pause = policy.FirstPause;
                }

                Log.Restarting(_logger, failure, module.Name, ++restarts, pause.TotalSeconds);
                metrics.Restarted(module.Name);
                Enter(ModulePhase.Restarting);
                await Task.Delay(pause, timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stopping.IsCancellationRequested)
                {
                    return;
                }

                pause = policy.NextPause(pause);
            }
        }
        finally
        {
            Enter(ModulePhase.Ended);
            var left = bus.Close(inbox);
            if (left > 0)
            {
                Log.Discarded(_logger, left, module.Name);
            }
        }
    }

    private void Enter(ModulePhase phase) => _state = _state with { Phase = phase, Since = timeProvider.GetUtcNow() };

    private async Task<Exception?> RunOnceAsync(ModuleContext context, CancellationToken stopping)
    {
        try
        {
            await module.RunAsync(context, stopping).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            if (stopping.IsCancellationRequested)
            {
                Log.FailedWhileStopping(_logger, exception, module.Name);
            }

            return exception;
        }
    }
}
