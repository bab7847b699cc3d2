using System.Threading.Channels;
using KubeEdge.CloudHub.Records;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Edge;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Sync;

/// <summary>
/// Removes the delivery records of nodes that are gone: at start, when all nodes and all records are known, and whenever a node is deleted.
/// Records of objects that are gone end with the node's acknowledgement, which is CloudHub's business.
/// </summary>
internal sealed partial class SyncController(
    NodeTable nodes, IDeliveryRecords records, ControllersMetrics metrics, TimeProvider timeProvider, ILogger<SyncController> logger)
    : IHostedService, IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    // Unbounded, yet bounded: one name per deletion of a node, and a purge of nothing costs nothing.
    private readonly Channel<string> _gone = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        nodes.Removed = name => _gone.Writer.TryWrite(name);
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Before both are complete, a node that nobody has shown yet would look like one that is gone.
            await records.Loaded.WaitAsync(cancellationToken).ConfigureAwait(false);
            await nodes.Listed.WaitAsync(cancellationToken).ConfigureAwait(false);
            foreach (var name in records.NodesWithRecords())
            {
                await PurgeAsync(name, cancellationToken).ConfigureAwait(false);
            }

            await foreach (var name in _gone.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await PurgeAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    // A node that was registered again meanwhile keeps what it has.
    private async Task PurgeAsync(string name, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !nodes.Contains(name); attempt++)
        {
            if (await TryPurgeAsync(name, cancellationToken).ConfigureAwait(false))
            {
                metrics.Purged("done");
                Log.Purged(logger, name);
                return;
            }

            if (attempt == Attempts)
            {
                metrics.Purged("gave_up");
                Log.GaveUp(logger, name, Attempts);
                return;
            }

            await Task.Delay(_pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // One node's records must not keep those of all others.
    private async Task<bool> TryPurgeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await records.PurgeAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, error, name);
            return false;
        }
    }
}
