using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KubeEdge.Beehive.Modules;

/// <summary>Runs the modules: registers all before it starts any, stops all together, and waits for them a bounded time.</summary>
internal sealed partial class ModuleHost : IHostedLifecycleService, IDisposable
{
    private readonly List<ModuleRunner> _runners;
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly BeehiveOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private bool _registered;

    public ModuleHost(
        IEnumerable<Module> modules,
        MessageBus bus,
        MessageFactory messages,
        IOptions<BeehiveOptions> options,
        TimeProvider timeProvider,
        BeehiveMetrics metrics,
        ModuleStates states,
        ILogger<ModuleHost>? logger = null)
    {
        _options = options.Value;
        _timeProvider = timeProvider;
        _logger = logger ?? NullLogger<ModuleHost>.Instance;
        _runners = [.. modules.Select(module => new ModuleRunner(
            module, module.RestartPolicy ?? _options.RestartPolicy, bus, messages, timeProvider, metrics, _logger))];
        states.Show(_runners);
    }

    // Before the first hosted service starts, so that whatever any of them sends in its first statement arrives.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Register();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Register();
        foreach (var runner in _runners)
        {
            // On the pool: a module that blocks its thread must not keep the others from starting.
            _running.Add(Task.Run(() => runner.RunAsync(_stopping.Token), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_running).WaitAsync(_options.ShutdownTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            var late = string.Join(", ", _runners.Where(runner => !runner.HasEnded).Select(runner => runner.Name));
            Log.ShutdownIncomplete(_logger, _options.ShutdownTimeout.TotalSeconds, late);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // A host whose start failed is disposed without having been stopped.
        if (!_stopping.IsCancellationRequested)
        {
            _stopping.Cancel();
        }

        _stopping.Dispose();
    }

    private void Register()
    {
        if (_registered)
        {
            return;
        }

        _registered = true;
        foreach (var runner in _runners)
        {
            runner.Register();
        }
    }
}
