using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Storage;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Objects;

/// <summary>
/// Follows the Device objects of the store and hands them to the module. Each start begins with all of them: what they desire is
/// remembered with the device, so only what changed in between has an effect, and nothing is missed however long this was down.
/// </summary>
internal sealed partial class ObjectFollower(
    IMetaStore store, DeviceObjectReader reader, IMessageBus bus, TurnTools tools, ILogger<ObjectFollower> logger)
{
    private const int MostAtOnce = 256;

    private static readonly ResourceQuery _devices = new(DeviceObjectReader.Group, DeviceObjectReader.Devices);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stopping).ConfigureAwait(false);
                await Task.Delay(_pause, tools.Time, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception);
                await Task.Delay(_pause, tools.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        var snapshot = await store.SnapshotAsync(_devices, stopping).ConfigureAwait(false);
        if (!await TellAllAsync(snapshot, stopping).ConfigureAwait(false))
        {
            return;
        }

        await foreach (var change in store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), _devices, stopping).ConfigureAwait(false))
        {
            if (change.Object is not { Origin: ObjectOrigin.Desired } stored)
            {
                continue;
            }

            ObjectNews? news = null;
            if (change.Kind == StoreEventKind.Deleted)
            {
                news = DeviceObjectReader.IdOf(stored.Key) is { } id ? new([], [id]) : null;
            }
            else if (await reader.ReadAsync(stored, stopping).ConfigureAwait(false) is { } device)
            {
                news = new([device], []);
            }

            if (news is not null && !await TellAsync(news, stopping).ConfigureAwait(false))
            {
                return;
            }
        }

        // Too old, or the store is closing: once more from the start.
    }

    /// <summary>All objects, a part at a time, so that no turn grows too large; then which ones they were.</summary>
    private async ValueTask<bool> TellAllAsync(StoreSnapshot snapshot, CancellationToken stopping)
    {
        var all = new HashSet<DeviceId>();
        foreach (var part in snapshot.Objects.Where(static stored => stored.Origin == ObjectOrigin.Desired).Chunk(MostAtOnce))
        {
            var present = new List<DeviceObject>(part.Length);
            foreach (var stored in part)
            {
                if (await reader.ReadAsync(stored, stopping).ConfigureAwait(false) is { } device)
                {
                    present.Add(device);
                    all.Add(device.Id);
                }
            }

            if (!await TellAsync(new ObjectNews(present, []), stopping).ConfigureAwait(false))
            {
                return false;
            }
        }

        return await TellAsync(new ObjectNews([], [], all), stopping).ConfigureAwait(false);
    }

    /// <summary>False when it was not stored: then everything is looked at once more.</summary>
    private async ValueTask<bool> TellAsync(ObjectNews news, CancellationToken stopping)
    {
        var route = new MessageRoute(ModuleNames.DeviceTwin, GroupNames.Twin, DeviceObjectReader.Devices, Operations.Update);
        var message = tools.Messages.New(route, MessageContent.Object(news, DeviceTwinJson.Default.ObjectNews));
        var answer = await bus.RequestAsync(ModuleNames.DeviceTwin, message, TimeSpan.Zero, stopping).ConfigureAwait(false);
        return answer.Reply?.Content.IsText(TwinMessages.Ok) ?? false;
    }
}
