using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// Runs the delivery of one session: gives the state machine's steps to the link and to the records, and brings back how they ended.
/// Steps run side by side, at most a window of them; what a slow node does not take stays undecided.
/// </summary>
internal sealed partial class NodeDelivery : IDesiredListener
{
    private readonly DeliveryContext _context;
    private readonly NodeLedger _ledger;
    private readonly ILink _link;
    private readonly PeerView _view;
    private readonly DeliveryMachine _machine;
    private readonly WakeSignal _wake = new();
    private readonly Action<LedgerEntry, Holding> _recordFound;
    private readonly ITimer _timer;
    private bool _isRetired;
    private bool _sawGeneration;
    private int _reportedInFlight;

    public NodeDelivery(DeliveryContext context, NodeLedger ledger, ILink link)
    {
        _context = context;
        _ledger = ledger;
        _link = link;
        _view = new PeerView(context.Desired, link.Peer);
        _machine = new DeliveryMachine(
            ledger, _view, context.Records, context.Messages, context.Settings, context.TimeProvider);
        _timer = context.TimeProvider.CreateTimer(OnTimer, _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _recordFound = OnRecordFound;
        lock (ledger.Gate)
        {
            ledger.Deliveries++;
        }
    }

    public string Node => _ledger.Node;

    /// <summary>Called, at most a few times, when the node's own object is deleted.</summary>
    public Action? NodeDeleted { get; init; }

    /// <summary>Makes the ledger say what the node said; before <see cref="RunAsync"/>.</summary>
    public void Apply(NodeInventory inventory)
    {
        lock (_ledger.Gate)
        {
            if (!_isRetired)
            {
                inventory.ApplyTo(_ledger, _context.Records);
            }
        }
    }

    /// <summary>Delivers until the token fires. Every record must have been read before.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var greeting = Task.CompletedTask;

        // Listening begins before looking, so that no change falls in between.
        _context.Desired.Subscribe(this);
        try
        {
            lock (_ledger.Gate)
            {
                if (_isRetired)
                {
                    return;
                }

                _ledger.RecordFound = _recordFound;
                _view.IsGreeted = Heralds is null;
                _machine.Begin();
            }

            greeting = Heralds is { } heralds ? GreetAsync(heralds, cancellationToken) : greeting;

            while (true)
            {
                while (TryTake(out var step))
                {
                    _ = step.Attempt is { } attempt
                        ? SendAsync(step.Path, attempt, cancellationToken)
                        : RecordAsync(step, cancellationToken);
                }

                await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (_greetingFault is { } fault)
                {
                    throw new InvalidOperationException("The node could not be greeted, so it would never be sent its devices.", fault);
                }

                lock (_ledger.Gate)
                {
                    _machine.Tick();
                }
            }
        }
        finally
        {
            _context.Desired.Unsubscribe(this);
            Retire();
            await greeting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>From now on nothing that comes over this session counts: another one took over, or it ended.</summary>
    public void Retire()
    {
        lock (_ledger.Gate)
        {
            if (_isRetired)
            {
                return;
            }

            _isRetired = true;
            _ledger.Deliveries--;
            if (_ledger.RecordFound == _recordFound)
            {
                _ledger.RecordFound = null;
            }

            Report(inFlight: 0);
        }

        _timer.Dispose();
    }

    public void Changed(in ResourceKey key, ResourceType type, DesiredObject? removed)
    {
        lock (_ledger.Gate)
        {
            _machine.Changed(key, type, removed);
        }

        _wake.Set();
        if (removed is not null && PeerView.IsNode(type) && !_context.Desired.Exists(key))
        {
            NodeDeleted?.Invoke();
        }
    }

    /// <summary>The peer sent something, however it is handled.</summary>
    public void Heard()
    {
        lock (_ledger.Gate)
        {
            if (!_isRetired)
            {
                _machine.Heard();
            }
        }
    }

    /// <summary>The peer sent something: if it is known by now what it speaks like, it may take more than before.</summary>
    public void LookAtPeer()
    {
        if (_sawGeneration || _link.Peer.Wire == WireGeneration.Unknown)
        {
            return;
        }

        _sawGeneration = true;
        _generationKnown.TrySetResult();
        lock (_ledger.Gate)
        {
            _machine.Changed(PeerView.Nodes.Key(null, Node), PeerView.Nodes, removed: null);
        }

        _wake.Set();
    }

    public void Synced(ResourceType type)
    {
        lock (_ledger.Gate)
        {
            _machine.Synced(type);
        }

        _wake.Set();
    }

    /// <summary>The node confirmed a message.</summary>
    public void Acknowledge(in MessageId id)
    {
        var acknowledgement = default(Acknowledgement);
        bool known;
        lock (_ledger.Gate)
        {
            known = !_isRetired && _machine.TryAcknowledge(id, out acknowledgement);
        }

        _context.Reporter.Acknowledged(Node, known, acknowledgement);
        if (known)
        {
            _wake.Set();
        }
    }

    /// <summary>The node could not commit a message.</summary>
    public void Fail(in MessageId id, string? reason)
    {
        ResourceKey? key = null;
        lock (_ledger.Gate)
        {
            if (!_isRetired && _machine.TryFail(id, out var failed))
            {
                key = failed;
            }
        }

        _context.Reporter.Failed(Node, key, reason);
        if (key is not null)
        {
            _wake.Set();
        }
    }

    private static void OnTimer(object? state) => ((WakeSignal?)state)?.Set();

    // Under the gate.
    private void OnRecordFound(LedgerEntry entry, Holding holding)
    {
        _machine.RecordFound(entry, holding);
        _wake.Set();
    }

    private bool TryTake(out DeliveryStep step)
    {
        lock (_ledger.Gate)
        {
            step = default;
            if (_isRetired)
            {
                return false;
            }

            var isTaken = _machine.TryTake(out step);
            Report(_machine.InFlight);
            if (!isTaken)
            {
                // Armed under the gate: an outcome that comes now re-arms it afterwards.
                _timer.Change(_machine.UntilNextTick() ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            return isTaken;
        }
    }

    private void Report(int inFlight)
    {
        _context.Reporter.InFlight(inFlight - _reportedInFlight);
        _reportedInFlight = inFlight;
    }
}
