using System.Threading.Channels;
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
/// remembered with the device, so only what changed in between has an effect, and nothing is missed however long this was down. An object
/// that desires what its model does not allow is looked at once more when a model changes.
/// </summary>
internal sealed partial class ObjectFollower(
    IMetaStore store, DeviceObjectReader reader, IMessageBus bus, TurnTools tools, ILogger<ObjectFollower> logger)
{
    private const int MostAtOnce = 256;

    private static readonly ResourceQuery _devices = new(DeviceObjectReader.Group, DeviceObjectReader.Devices);
    private static readonly ResourceQuery _models = new(DeviceObjectReader.Group, DeviceObjectReader.Models);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ResourceKey, StoredObject> _refused = [];

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
        _refused.Clear();
        var snapshot = await store.SnapshotAsync(_devices, stopping).ConfigureAwait(false);
        if (!await TellAllAsync(snapshot, stopping).ConfigureAwait(false))
        {
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var changes = Channel.CreateBounded<StoreEvent>(MostAtOnce);
        Task[] watches =
        [
            WatchAsync(_devices, snapshot.Revision, changes.Writer, ended.Token),
            WatchAsync(_models, snapshot.Revision, changes.Writer, ended.Token),
        ];
        try
        {
            await foreach (var change in changes.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                var news = await NewsAsync(change, stopping).ConfigureAwait(false);
                if (news is not null && !await TellAsync(news, stopping).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(watches).ConfigureAwait(false);
        }
    }

    /// <summary>Passes on what changes. When one watch ends, too old or with the store, all begins anew.</summary>
    private async Task WatchAsync(
        ResourceQuery query, long revision, ChannelWriter<StoreEvent> changes, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in store.WatchAsync(WatchStart.AtRevision(revision), query, cancellationToken).ConfigureAwait(false))
            {
                await changes.WriteAsync(change, cancellationToken).ConfigureAwait(false);
            }

            changes.TryComplete();
        }
        catch (Exception exception)
        {
            changes.TryComplete(exception);
        }
    }

    private async ValueTask<ObjectNews?> NewsAsync(StoreEvent change, CancellationToken stopping)
    {
        if (change.Object is not { Origin: ObjectOrigin.Desired } stored)
        {
            return null;
        }

        if (stored.Key.Resource == DeviceObjectReader.Models)
        {
            var again = new List<DeviceObject>();
            foreach (var refused in _refused.Values.Where(refused => refused.Key.Namespace == stored.Key.Namespace).ToList())
            {
                again.AddRange(await ReadAsync(refused, stopping).ConfigureAwait(false) is { } device ? [device] : []);
            }

            return again.Count == 0 ? null : new(again, []);
        }

        if (change.Kind == StoreEventKind.Deleted)
        {
            _refused.Remove(stored.Key);
            return DeviceObjectReader.IdOf(stored.Key) is { } id ? new([], [id]) : null;
        }

        return await ReadAsync(stored, stopping).ConfigureAwait(false) is { } found ? new([found], []) : null;
    }

    private async ValueTask<DeviceObject?> ReadAsync(StoredObject stored, CancellationToken stopping)
    {
        var device = await reader.ReadAsync(stored, stopping).ConfigureAwait(false);
        _refused.Remove(stored.Key);
        if (device is not null && !device.IsAllowed())
        {
            _refused.Add(stored.Key, stored);
        }

        return device;
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
                if (await ReadAsync(stored, stopping).ConfigureAwait(false) is { } device)
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
