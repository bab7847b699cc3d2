using System.Diagnostics.CodeAnalysis;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Records;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// Brings one connected node from what it holds to what it should hold. A pure state machine: it reads a clock but starts nothing and
/// waits for nothing; every call is made under the ledger's gate.
/// </summary>
/// <remarks>
/// Per name: at most one step under way. In all: at most <see cref="DeliverySettings.Window"/> steps under way. What to send is
/// decided when there is a place in the window, so it is always the newest version.
/// </remarks>
internal sealed partial class DeliveryMachine(
    NodeLedger ledger,
    IDesiredView desired,
    IRecordSink records,
    MessageFactory messages,
    DeliverySettings settings,
    TimeProvider timeProvider)
{
    private readonly Dictionary<ResourceKey, DeliveryPath> _paths = [];
    private readonly Dictionary<MessageId, DeliveryPath> _awaited = [];
    private readonly Queue<DeliveryPath> _ready = new();
    private readonly Queue<DeliveryPath> _recorded = new();
    private readonly Queue<DeliveryPath> _resend = new();
    private readonly List<DeliveryPath> _window = new(settings.Window);
    private readonly PriorityQueue<DeliveryPath, TimeSpan> _backingOff = new();
    private readonly Dictionary<Holding, TimeSpan> _found = [];
    private readonly long _origin = timeProvider.GetTimestamp();

    /// <summary>How many steps are under way.</summary>
    public int InFlight => _window.Count;

    /// <summary>Whether the node holds what it should, as far as is known.</summary>
    public bool IsQuiet => _paths.Count == 0;

    private TimeSpan Now => timeProvider.GetElapsedTime(_origin);

    /// <summary>Looks at everything once: at the start of a session, after the records and the node's inventory are known.</summary>
    public void Begin()
    {
        Reconsider();
        foreach (var entry in ledger.Entries)
        {
            for (var holding = entry.First; holding is not null; holding = holding.Next)
            {
                // What another hub, or the original, left in a record is set right now that the node is here.
                if (holding.RecordVersion is not null)
                {
                    records.Enqueue(ledger, entry, holding);
                }
            }
        }
    }

    /// <summary>Looks at everything again: the node takes more than it did.</summary>
    public void Reconsider()
    {
        foreach (var value in desired.ListFor(ledger.Node))
        {
            if (ledger.Find(value.Key)?.Find(value.Uid) is not { IsGone: false } holding
                || ResourceVersions.IsNewer(value.ResourceVersion, holding.Version))
            {
                MakeReady(value.Key, value.Type);
            }
        }

        foreach (var entry in ledger.Entries)
        {
            LookForLeftovers(entry);
        }
    }

    /// <summary>Something about a name changed.</summary>
    /// <param name="key">The name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="removed">The object that is no longer desired; null when another version or object came.</param>
    public void Changed(in ResourceKey key, ResourceType type, DesiredObject? removed)
    {
        var path = MakeReady(key, type);
        path.Removed = removed ?? path.Removed;
    }

    /// <summary>From now on an absent object of this type is a deleted one.</summary>
    public void Synced(ResourceType type)
    {
        foreach (var entry in ledger.Entries)
        {
            if (entry.Type.Plural == type.Plural && entry.Type.Group == type.Group)
            {
                LookForLeftovers(entry);
            }
        }
    }

    /// <summary>The next thing to do; false when the window is full or nothing is left to do now.</summary>
    public bool TryTake(out DeliveryStep step)
    {
        while (_resend.TryDequeue(out var path))
        {
            if (path is { Phase: DeliveryPhase.Waiting, Attempt: { } attempt })
            {
                step = Send(path, attempt);
                return true;
            }
        }

        while (_window.Count < settings.Window && (_recorded.TryDequeue(out var path) || _ready.TryDequeue(out path)))
        {
            path.Phase = DeliveryPhase.Idle;
            if (TryDecide(path, out step))
            {
                _window.Add(path);
                return true;
            }

            if (path.Phase == DeliveryPhase.Idle)
            {
                Forget(path);
            }
        }

        step = default;
        return false;
    }

    /// <summary>Moves on what waited long enough.</summary>
    public void Tick()
    {
        var now = Now;
        for (var i = _window.Count - 1; i >= 0; i--)
        {
            var path = _window[i];
            if (path.Phase != DeliveryPhase.Waiting || path.Due > now || path.Attempt is not { } attempt)
            {
                continue;
            }

            if (attempt.Sends % settings.SendsPerTurn == 0)
            {
                // Sixteen objects that a node cannot take must not keep it from all others. The id stays registered: a late
                // acknowledgement is as good as a timely one.
                _window.RemoveAt(i);
                Queue(path);
            }
            else
            {
                path.Due = now + settings.RetransmitAfter;
                _resend.Enqueue(path);
            }
        }

        while (_backingOff.TryPeek(out var path, out var due) && due <= now)
        {
            _backingOff.Dequeue();
            Queue(path);
        }
    }

    /// <summary>How long until <see cref="Tick"/> has something to do; null when nothing waits for time.</summary>
    public TimeSpan? UntilNextTick()
    {
        TimeSpan? next = _backingOff.TryPeek(out _, out var due) ? due : null;
        foreach (var path in _window)
        {
            if (path.Phase == DeliveryPhase.Waiting && (next is null || path.Due < next))
            {
                next = path.Due;
            }
        }

        // The clock is read once: between two looks it may pass what is due.
        return next - Now is { } left ? TimeSpan.FromTicks(Math.Max(0, left.Ticks)) : null;
    }

    /// <summary>
    /// Another hub made a record of an object, so the node may hold it. Records and objects are watched apart: for a while the object may
    /// be one that this hub has still to hear of, not one that is gone.
    /// </summary>
    public void RecordFound(LedgerEntry entry, Holding holding)
    {
        _found[holding] = Now + settings.FoundPause;
        MakeReady(entry.Key, entry.Type);
    }

    private void LookForLeftovers(LedgerEntry entry)
    {
        if (desired.IsSynced(entry.Type) && entry.FirstOtherThan(desired.Find(entry.Key, ledger.Node)?.Uid) is not null)
        {
            MakeReady(entry.Key, entry.Type);
        }
    }

    private DeliveryPath MakeReady(in ResourceKey key, ResourceType type)
    {
        if (!_paths.TryGetValue(key, out var path))
        {
            _paths.Add(key, path = new DeliveryPath(key, type));
        }

        if (path.Phase == DeliveryPhase.Idle)
        {
            Queue(path);
        }

        return path;
    }

    private void Queue(DeliveryPath path)
    {
        path.Phase = DeliveryPhase.Ready;
        _ready.Enqueue(path);
    }

    private void Forget(DeliveryPath path)
    {
        Unregister(path);
        _paths.Remove(path.Key);
        Release(path.Key);
    }

    private void Unregister(DeliveryPath path)
    {
        if (path.Attempt is { } attempt)
        {
            _awaited.Remove(attempt.Message.Header.Id);
            path.Attempt = null;
        }
    }

    private bool TryFindAwaited(
        in MessageId id, [NotNullWhen(true)] out DeliveryPath? path, [NotNullWhen(true)] out DeliveryAttempt? attempt)
    {
        attempt = _awaited.TryGetValue(id, out path) ? path.Attempt : null;
        return attempt is not null;
    }
}
