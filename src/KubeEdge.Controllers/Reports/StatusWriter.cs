using System.Collections.Concurrent;
using KubeEdge.Beehive.Messages;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Controllers.Reports;

/// <summary>The writers of all devices that reported something: one per device that exists, so there are never more.</summary>
internal sealed class StatusWriter : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<ResourceKey, (string Uid, DeviceWriter Writer)> _writers = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _room;
    private readonly WriterContext _context;

    public StatusWriter(
        DevicePlacements placements,
        IStatusStores stores,
        IOptions<DeviceControllerOptions> options,
        MessageFactory messages,
        ControllersMetrics metrics,
        TimeProvider timeProvider,
        ILogger<StatusWriter> logger)
    {
        _room = new SemaphoreSlim(Math.Max(1, options.Value.ConcurrentPatches));
        _context = new WriterContext(placements, stores, options.Value.StatusInterval, _room, messages, metrics, timeProvider, logger);
        placements.Removed = Remove;
        placements.Moved = Forget;
        metrics.ShowUnwritten(() => _writers.Count(static writer => writer.Value.Writer.IsWaiting));
    }

    public CancellationToken Stopping => _stopping.Token;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What is not confirmed is reported again, so there is nothing to wait for.
    public Task StopAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public void Dispose()
    {
        _stopping.Dispose();
        _room.Dispose();
    }

    /// <summary>The writer of a device.</summary>
    public DeviceWriter Of(DeviceRecord device)
    {
        while (true)
        {
            var found = _writers.GetOrAdd(
                device.Key, static (_, arguments) => (arguments.device.Uid, new DeviceWriter(arguments.device, arguments._context)), (device, _context));
            if (found.Uid == device.Uid)
            {
                // Removed between the caller's look and now, it is not removed again; a device that is gone gets no status.
                if (_context.Placements.Find(device.Key)?.Uid != device.Uid)
                {
                    Remove(device);
                }

                return found.Writer;
            }

            if (_writers.TryRemove(KeyValuePair.Create(device.Key, found)))
            {
                found.Writer.Retire(_stopping.Token);
            }
        }
    }

    private void Remove(DeviceRecord device)
    {
        if (_writers.TryGetValue(device.Key, out var found) && found.Uid == device.Uid && _writers.TryRemove(KeyValuePair.Create(device.Key, found)))
        {
            found.Writer.Retire(_stopping.Token);
        }
    }

    private void Forget(DeviceRecord device)
    {
        if (_writers.TryGetValue(device.Key, out var found) && found.Uid == device.Uid)
        {
            found.Writer.Forget();
        }
    }
}
