using KubeEdge.Beehive.Dispatch;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Local;
using KubeEdge.DeviceTwin.Storage;
using KubeEdge.DeviceTwin.Twins;
using KubeEdge.DeviceTwin.Upstream;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>
/// Handles messages in turns: all that wait are handled, what they change is committed in one batch, and only then is anything said.
/// While a batch is being written the next one gathers, so the number of writes follows the disk and not the number of updates.
/// </summary>
internal sealed partial class TurnRunner(
    DeviceTable devices,
    TurnHandler handler,
    TurnTools tools,
    TwinStore store,
    TwinUpstream upstream,
    DesiredFeeds feeds,
    MqttOutbox outbox,
    ILogger<TurnRunner> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private DeviceForm _storedForm;

    /// <summary>Reads what is stored, and takes up what the cloud had not confirmed.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        tools.Form = _storedForm = await store.LoadFormAsync(cancellationToken).ConfigureAwait(false);
        foreach (var device in await store.LoadAsync(tools.NextChange, cancellationToken).ConfigureAwait(false))
        {
            tools.Metrics.Devices(devices.Find(device.Id) is null ? 1 : 0);
            devices.Set(device.Id, device);
            Tell(null, device, null);
        }
    }

    /// <summary>Handles requests together.</summary>
    public async ValueTask RunAsync(IMessageBus bus, IReadOnlyList<Request> requests, CancellationToken stopping)
    {
        var turn = new Turn(devices, tools);
        foreach (var request in requests)
        {
            handler.Handle(turn, request);
        }

        var status = await CommitAsync(turn, stopping).ConfigureAwait(false);
        if (status == CommitStatus.TooLarge && requests.Count > 1)
        {
            foreach (var request in requests)
            {
                await RunAsync(bus, [request], stopping).ConfigureAwait(false);
            }

            return;
        }

        if (status != CommitStatus.Committed)
        {
            turn = Refuse(requests, status);
        }

        await outbox.SendAsync(bus, turn.Publishes, stopping).ConfigureAwait(false);
        foreach (var reply in turn.Replies)
        {
            bus.TryReply(reply);
        }
    }

    /// <summary>Commits what a turn changed, and makes it visible. On failure nothing of it has happened.</summary>
    internal async ValueTask<CommitStatus> CommitAsync(Turn turn, CancellationToken stopping)
    {
        var form = tools.Form;
        for (var attempt = 1; turn.Changed.Count > 0 || form != _storedForm; attempt++)
        {
            var batch = new StoreBatch();
            Write(batch, turn, form);

            if (batch.Count == 0)
            {
                break;
            }

            var started = tools.Time.GetTimestamp();
            var durability = turn.IsPrecious ? Durability.Full : Durability.Normal;
            var result = await store.CommitAsync(batch, durability).ConfigureAwait(false);
            if (result.Status == CommitStatus.Committed)
            {
                tools.Metrics.Committed(tools.Time.GetElapsedTime(started));
                tools.StoreFault = null;
                _storedForm = form;
                break;
            }

            // Said while it is still tried: a disk that is full is not to be found out from answers that do not come.
            tools.StoreFault = result.Status == CommitStatus.TooLarge ? tools.StoreFault : $"{result.Status}";
            if (result.Status != CommitStatus.Unavailable || attempt >= tools.Options.StoreAttempts)
            {
                Log.NotCommitted(logger, result.Status, attempt);
                return result.Status;
            }

            await Task.Delay(_pause, tools.Time, stopping).ConfigureAwait(false);
        }

        Publish(turn);
        return CommitStatus.Committed;
    }

    private void Write(StoreBatch batch, Turn turn, DeviceForm form)
    {
        if (form != _storedForm)
        {
            store.Write(batch, form);
        }

        foreach (var (id, after) in turn.Changed)
        {
            var before = devices.Find(id);
            if (before is not null && turn.IsRemoved(id))
            {
                store.Delete(batch, before);
                before = null;
            }

            if (after is not null)
            {
                store.Write(batch, before, after);
            }
        }
    }

    private void Publish(Turn turn)
    {
        // Before what has changed since, which is not confirmed by it.
        turn.Confirmed.ForEach(upstream.Confirm);
        foreach (var (id, after) in turn.Changed)
        {
            var before = devices.Find(id);
            devices.Set(id, after);
            tools.Metrics.Devices((after is null ? 0 : 1) - (before is null ? 0 : 1));
            if (turn.IsRemoved(id))
            {
                upstream.Remove(id);
                before = null;
            }

            if (after is not null)
            {
                Tell(before, after, turn);
                feeds.Committed(before, after);
            }
        }

        foreach (var (id, name) in turn.Phantoms)
        {
            if (devices.Find(id) is { } device && !device.Twins.TryGet(name, out _))
            {
                upstream.Mention(device, name);
            }
        }
    }

    /// <summary>Tells the cloud's side what it has to hear of a device.</summary>
    private void Tell(Device? before, Device after, Turn? turn)
    {
        for (var i = 0; i < after.Twins.Count; i++)
        {
            var (name, twin) = (after.Twins.Name(i), after.Twins[i]);
            var isNew = before is null || !before.Twins.TryGet(name, out var old) || !ReferenceEquals(old, twin);
            if (isNew && twin.Unsent != TwinParts.None)
            {
                upstream.Changed(after, name, new UnsentTwin(twin.Twin, twin.Unsent, twin.Change));
            }
        }

        if (after.StateChange != 0 && after.StateChange != before?.StateChange)
        {
            var isTold = (turn?.States ?? []).TryGetValue(after.Id, out var told);
            upstream.Changed(after, isTold ? told : StateUpdates.Restate(tools, after));
        }
    }

    /// <summary>Answers requests that could not be stored. Questions get their answer from what is.</summary>
    private Turn Refuse(IReadOnlyList<Request> requests, CommitStatus status)
    {
        var turn = new Turn(devices, tools);
        foreach (var request in requests)
        {
            if (request.IsQuestion)
            {
                handler.Handle(turn, request);
            }
            else
            {
                handler.Fail(turn, request, status == CommitStatus.Closed ? "the store is closed" : "the store cannot write now");
            }
        }

        return turn;
    }
}
