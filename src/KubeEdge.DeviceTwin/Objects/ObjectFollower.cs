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
        var present = new List<DeviceObject>(snapshot.Objects.Count);
        foreach (var stored in snapshot.Objects)
        {
            if (stored.Origin == ObjectOrigin.Desired && await reader.ReadAsync(stored, stopping).ConfigureAwait(false) is { } device)
            {
                present.Add(device);
            }
        }

        if (!await TellAsync(new ObjectNews(present, [], IsWhole: true), stopping).ConfigureAwait(false))
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
                news = DeviceObjectReader.IdOf(stored.Key) is { } id ? new([], [id], IsWhole: false) : null;
            }
            else if (await reader.ReadAsync(stored, stopping).ConfigureAwait(false) is { } device)
            {
                news = new([device], [], IsWhole: false);
            }

            if (news is not null && !await TellAsync(news, stopping).ConfigureAwait(false))
            {
                return;
            }
        }

        // Too old, or the store is closing: once more from the start.
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
