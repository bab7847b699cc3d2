using System.Buffers;
using System.Text.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.Delivery;

/// <content>What to do about one name: first whatever the node should not hold goes, then what it should hold comes.</content>
internal sealed partial class DeliveryMachine
{
    private static readonly TimeSpan _recordBusyPause = TimeSpan.FromMilliseconds(100);

    private bool TryDecide(DeliveryPath path, out DeliveryStep step)
    {
        step = default;
        var wanted = desired.Find(path.Key, ledger.Node);
        var entry = ledger.Find(path.Key);
        if (entry is not null && desired.IsSynced(path.Type))
        {
            while (entry.FirstOtherThan(wanted?.Uid) is { } leftover)
            {
                if (_found.TryGetValue(leftover, out var until) && until > Now)
                {
                    BackOff(path, until - Now);
                    return false;
                }

                _found.Remove(leftover);

                if (leftover.MayBeHeld)
                {
                    step = MustDoubtFirst(path, leftover) ? Record(path, leftover) : Send(path, AttemptDelete(path, leftover));
                    return true;
                }

                // Its record was made and then it was overtaken: the node never heard of it.
                Drop(entry, leftover);
            }
        }

        if (wanted is null)
        {
            return false;
        }

        var holding = entry?.Find(wanted.Uid);
        if (holding is { IsGone: true } && !TryRevive(path, holding))
        {
            return false;
        }

        if (MustWait(path, wanted, holding))
        {
            return false;
        }

        if (holding is not null)
        {
            _found.Remove(holding);
        }

        holding ??= ledger.GetOrAdd(path.Key, path.Type).Add(wanted.Uid);
        if (holding.IsOffered && !ResourceVersions.IsNewer(wanted.ResourceVersion, holding.Version))
        {
            return false;
        }

        if (holding.RecordVersion is null)
        {
            // The record first: whoever comes after a crash must know that the node may hold this object.
            step = Record(path, holding);
            return true;
        }

        step = Send(path, AttemptPut(path, holding, wanted));
        return true;
    }

    // An object that only left this node's audience may come back in the same version. From the moment the deletion leaves, nobody knows
    // whether the node holds it until it answers, so the record must not go on saying that it does.
    private bool MustDoubtFirst(DeliveryPath path, Holding holding)
    {
        if (!desired.IsAlive(path.Key, holding.Uid))
        {
            return false;
        }

        holding.Version = ResourceVersions.None;
        return holding.RecordVersion is not null && holding.NeedsWrite;
    }

    private static DeliveryStep Record(DeliveryPath path, Holding holding)
    {
        path.Phase = DeliveryPhase.Recording;
        return new DeliveryStep(path, holding, null);
    }

    // The object left this node's audience and came back. Its record may be being removed at this moment; that has to end first.
    private bool TryRevive(DeliveryPath path, Holding holding)
    {
        if (holding.IsWriting)
        {
            BackOff(path, _recordBusyPause);
            return false;
        }

        holding.IsGone = false;
        holding.IsOffered = false;
        holding.FoundVersion = null;
        holding.Version = ResourceVersions.None;
        return true;
    }

    private DeliveryStep Send(DeliveryPath path, DeliveryAttempt attempt)
    {
        var now = Now;
        if (attempt.Sends++ == 0)
        {
            attempt.FirstSent = now;
        }

        path.Phase = DeliveryPhase.Sending;
        return new DeliveryStep(path, attempt.Holding, attempt);
    }

    // First delivery is an insert, as the original's watch does; everything later, and after a restart, an update, as its sync loop does.
    // Secrets, nodes and what is being deleted already are never inserted by the original either.
    private static string OperationFor(DesiredObject wanted, Holding holding) =>
        holding.IsOffered || wanted.IsDeleting || PeerView.IsNeverInserted(wanted.Type) ? Operations.Update : Operations.Insert;

    private DeliveryAttempt AttemptPut(DeliveryPath path, Holding holding, DesiredObject wanted)
    {
        if (path.Attempt is { } again && again.Carries(holding, wanted.ResourceVersion, isDelete: false))
        {
            return again;
        }

        var route = Route(path, OperationFor(wanted, holding));
        var message = messages.New(route, MessageContent.Json(wanted.Json), wanted.ResourceVersion);
        holding.IsOffered = true;
        return Register(path, new DeliveryAttempt(message, holding, wanted.ResourceVersion, isDelete: false));
    }

    private DeliveryAttempt AttemptDelete(DeliveryPath path, Holding holding)
    {
        var last = path.Removed is { } removed && removed.Uid == holding.Uid ? removed : null;
        var version = last?.ResourceVersion ?? ResourceVersions.None;
        if (path.Attempt is { } again && again.Carries(holding, version, isDelete: true))
        {
            return again;
        }

        var content = MessageContent.Json(last?.Json ?? Tombstone(path, holding.Uid));
        var message = messages.New(Route(path, Operations.Delete), content, last?.ResourceVersion);
        return Register(path, new DeliveryAttempt(message, holding, version, isDelete: true));
    }

    private static MessageRoute Route(DeliveryPath path, string operation) =>
        new(
            PeerView.IsDevice(path.Type.Group) ? ModuleNames.DeviceController : ModuleNames.EdgeController,
            GroupNames.Resource,
            path.Resource,
            operation);

    // What the original's sync loop sends when nothing but the record is left of an object.
    private static ReadOnlyMemory<byte> Tombstone(DeliveryPath path, string uid)
    {
        var output = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartObject("metadata"u8);
        json.WriteString("name"u8, path.Key.Name);
        if (path.Key.Namespace is { } space)
        {
            json.WriteString("namespace"u8, space);
        }

        json.WriteString("uid"u8, uid);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private DeliveryAttempt Register(DeliveryPath path, DeliveryAttempt attempt)
    {
        Unregister(path);
        path.Attempt = attempt;
        _awaited.Add(attempt.Message.Header.Id, path);
        return attempt;
    }
}
