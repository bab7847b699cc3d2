using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Records;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <content>How steps end.</content>
internal sealed partial class DeliveryMachine
{
    /// <summary>
    /// The node sent something, whatever it is. So it is served here, and what others did to its records meanwhile is set right.
    /// </summary>
    public void Heard()
    {
        while (ledger.TryTakeContested(out var entry, out var holding))
        {
            holding.IsRestored = false;
            records.Enqueue(ledger, entry, holding);
        }
    }

    /// <summary>The writing of a record ended. A failure is tried again after a pause; other objects go on.</summary>
    public void Recorded(DeliveryPath path, bool succeeded)
    {
        if (path.Phase != DeliveryPhase.Recording)
        {
            return;
        }

        _window.Remove(path);
        if (succeeded)
        {
            path.Phase = DeliveryPhase.Ready;
            _recorded.Enqueue(path);
        }
        else
        {
            BackOff(path, settings.BackOff(++path.Failures));
        }
    }

    /// <summary>
    /// The link took the message, so the wait for the acknowledgement begins. A message may be acknowledged before this call.
    /// </summary>
    public void Sent(DeliveryPath path, DeliveryAttempt attempt)
    {
        if (path.Phase == DeliveryPhase.Sending && path.Attempt == attempt)
        {
            path.Phase = DeliveryPhase.Waiting;
            path.Due = Now + settings.RetransmitAfter;
        }
    }

    /// <summary>The link will never take this message: it is over the size limit.</summary>
    public void Rejected(DeliveryPath path, DeliveryAttempt attempt)
    {
        if (path.Phase == DeliveryPhase.Sending && path.Attempt == attempt)
        {
            Fail(path);
        }
    }

    /// <summary>
    /// The node answered that it could not commit. Tried again after a pause. False when nothing of that id is under way.
    /// </summary>
    public bool TryFail(in MessageId id, out ResourceKey key)
    {
        if (!TryFindAwaited(id, out var path, out _))
        {
            key = default;
            return false;
        }

        key = path.Key;
        Fail(path);
        return true;
    }

    /// <summary>The node has committed. False when nothing of that id is under way: a duplicate, or of a session before this one.</summary>
    public bool TryAcknowledge(in MessageId id, out Acknowledgement acknowledgement)
    {
        if (!TryFindAwaited(id, out var path, out var attempt))
        {
            acknowledgement = default;
            return false;
        }

        acknowledgement = new Acknowledgement(path.Key, attempt.Version, attempt.IsDelete, Now - attempt.FirstSent);
        Settle(path, attempt);
        Unregister(path);
        path.Failures = 0;
        if (path.IsInWindow)
        {
            _window.Remove(path);
            Queue(path);
        }

        return true;
    }

    private void Settle(DeliveryPath path, DeliveryAttempt attempt)
    {
        if (ledger.Find(path.Key) is not { } entry)
        {
            return;
        }

        var holding = attempt.Holding;
        holding.IsRestored = false;
        if (!attempt.IsDelete)
        {
            if (ResourceVersions.IsNewer(attempt.Version, holding.Version))
            {
                holding.Version = attempt.Version;
            }

            records.Enqueue(ledger, entry, holding);
            return;
        }

        path.Removed = null;

        // Peers of the original delete by name, whatever the uid: what else the node held under this name may be gone with it.
        for (var other = entry.First; other is not null; other = other.Next)
        {
            if (other != holding && !other.IsGone)
            {
                other.Version = ResourceVersions.None;
                records.Enqueue(ledger, entry, other);
            }
        }

        Drop(entry, holding);
    }

    private void Drop(LedgerEntry entry, Holding holding)
    {
        holding.IsGone = true;
        if (holding.RecordVersion is null && !holding.IsWriting)
        {
            ledger.Remove(entry, holding);
        }
        else
        {
            records.Enqueue(ledger, entry, holding);
        }
    }

    private void Fail(DeliveryPath path)
    {
        Unregister(path);
        path.Failures++;
        switch (path.Phase)
        {
            case DeliveryPhase.Sending or DeliveryPhase.Waiting:
                _window.Remove(path);
                BackOff(path, settings.BackOff(path.Failures));
                break;

            // Queued again after its turn: the error of an earlier send changes nothing about that.
            default:
                break;
        }
    }

    private void BackOff(DeliveryPath path, TimeSpan pause)
    {
        path.Phase = DeliveryPhase.BackingOff;
        _backingOff.Enqueue(path, Now + pause);
    }
}
