using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Beehive.Monitoring;

/// <summary>
/// Serves a monitor as long as the host runs. A port that is taken is said once and tried again every 30 s: who is watched must not stop
/// because nobody can watch. The original's CloudCore (1.15) exits.
/// </summary>
/// <param name="endPoint">Where to listen.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">The log.</param>
public abstract partial class MonitorService(IPEndPoint endPoint, TimeProvider timeProvider, ILogger logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(30);
    private readonly ILogger _logger = logger;
    private readonly CancellationTokenSource _stopping = new();
    private volatile IMonitorListener? _listener;
    private Task _trying = Task.CompletedTask;

    /// <summary>What clients connect to; null while nothing listens.</summary>
    public Uri? Address => _listener?.Address;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryListenAsync(isFirst: true, cancellationToken).ConfigureAwait(false))
        {
            _trying = KeepTryingAsync();
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _trying.ConfigureAwait(false);
        if (_listener is { } listener)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            _listener = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="endPoint">Where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">Cannot listen there.</exception>
    /// <exception cref="SocketException">Likewise.</exception>
    protected abstract Task<IMonitorListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken);

    /// <summary>Releases what the monitor holds.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // A host whose start failed is disposed without having been stopped.
            if (!_stopping.IsCancellationRequested)
            {
                _stopping.Cancel();
            }

            _stopping.Dispose();
        }
    }

    private async Task KeepTryingAsync()
    {
        try
        {
            do
            {
                await Task.Delay(_pause, timeProvider, _stopping.Token).ConfigureAwait(false);
            }
            while (!await TryListenAsync(isFirst: false, _stopping.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<bool> TryListenAsync(bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            IMonitorListener listener = await ListenAsync(endPoint, cancellationToken).ConfigureAwait(false);
            _listener = listener;
            Log.Listening(_logger, listener.Address);
            return true;
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            if (isFirst)
            {
                Log.CannotListen(_logger, endPoint, fault.Message, _pause.TotalSeconds);
            }

            return false;
        }
    }
}
