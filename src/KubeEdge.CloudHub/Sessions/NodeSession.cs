using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Shared.Uploads;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>
/// One connection of one node, from the upgrade to its end. The object is the identity: nothing here is ever looked up by the
/// node's name, so the end of an old connection cannot touch a new one (the original closes the wrong one now and then).
/// </summary>
internal sealed partial class NodeSession : IConnectedNode
{
    private const int MaxWork = 64;
    private static readonly TimeSpan _maxFinish = TimeSpan.FromSeconds(30);
    private readonly SessionContext _context;
    private readonly ILink _link;
    private readonly NodeLedger _ledger;
    private readonly NodeDelivery _delivery;
    private readonly SessionHeralds? _heralds;
    private readonly NodeInventory? _inventory;
    private readonly UploadConfirmations? _uploads;
    private readonly ITimer _silence;
    private int _number;

    // Few, since what waits in the link is bounded in bytes and this is not.
    private readonly Channel<Message> _work = Channel.CreateBounded<Message>(
        new BoundedChannelOptions(MaxWork) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    public NodeSession(ILink link, SessionContext context)
    {
        _context = context;
        _link = link;
        _heralds = context.Heralds.Count == 0 ? null : new SessionHeralds(this, context.Heralds, context.Logger);
        _ledger = context.Ledgers.For(link.Peer.NodeId);
        _delivery = new NodeDelivery(context.Delivery, _ledger, link)
        {
            NodeDeleted = OnNodeDeleted,
            Heralds = _heralds,
        };
        _inventory = link.Peer.Features.Contains(NodeInventory.Feature) ? new NodeInventory() : null;
        _uploads = link.Peer.Features.Contains(UploadFeatures.Confirmation)
            ? new UploadConfirmations(link, context.Delivery.Messages, context.TimeProvider)
            : null;
        _silence = context.TimeProvider.CreateTimer(OnSilence, this, context.KeepaliveInterval, Timeout.InfiniteTimeSpan);
    }

    public string Name => _link.Peer.NodeId;

    public LinkPeer Peer => _link.Peer;

    /// <summary>True from the moment another one is in place, also when this one had ended before and only its last messages wait.</summary>
    public bool IsReplaced => _ledger.NewestSession != _number;

    /// <summary>Serves the connection until it ends, for whatever reason. Never throws.</summary>
    /// <param name="ended">Called when the connection has ended, before what it still brought is handled.</param>
    /// <param name="stopping">The hub is shutting down: the connection is closed in order.</param>
    public async Task<LinkClosed> RunAsync(Action<NodeSession> ended, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource();
        var limiting = LimitAsync(ending, stopping);
        using var closed = new CancellationTokenSource();
        await using var registration = stopping.UnsafeRegister(static state => ((NodeSession?)state)?.Close(LinkCloseReason.Shutdown), this)
            .ConfigureAwait(false);
        var delivering = DeliverAsync(closed.Token);
        var working = WorkAsync(ending.Token);
        await ReadAsync(ending.Token).ConfigureAwait(false);
        await closed.CancelAsync().ConfigureAwait(false);
        await delivering.ConfigureAwait(false);
        _delivery.Retire();
        _heralds?.Leave();
        await _silence.DisposeAsync().ConfigureAwait(false);
        await _link.DisposeAsync().ConfigureAwait(false);
        var end = await _link.Closed.ConfigureAwait(false);
        Log.Ended(_context.Logger, Name, end.Reason, end.Detail);
        ended(this);
        await working.ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await limiting.ConfigureAwait(false);
        return end;
    }

    public ValueTask<SendStatus> SendAsync(Message message, CancellationToken cancellationToken = default) =>
        _link.SendAsync(message, LinkLane.Normal, cancellationToken);

    /// <summary>This is the node's session from now on. In the order in which sessions are put in place.</summary>
    public void TakeOver() => _number = _ledger.BeginSession();

    /// <summary>A newer connection of the node is here: what this one still brings does not count.</summary>
    public void Replace()
    {
        _delivery.Retire();
        Close(LinkCloseReason.Replaced);
    }

    /// <summary>The heartbeat came. Nothing else resets the clock, as in the original.</summary>
    public void KeepAlive() => _silence.Change(_context.KeepaliveInterval, Timeout.InfiniteTimeSpan);

    public void Acknowledge(Message message) => _delivery.Acknowledge(message.Header.ParentId);

    public void Fail(Message message)
    {
        message.Content.TryGetText(out var reason);
        _delivery.Fail(message.Header.ParentId, reason);
    }

    /// <summary>Whether the message was a part of the inventory that this session negotiated.</summary>
    public bool TryTakeInventory(Message message)
    {
        if (_inventory is null || !NodeInventory.IsPart(message.Route))
        {
            return false;
        }

        if (!_inventory.TryAdd(message))
        {
            Log.InventoryIgnored(_context.Logger, Name);
        }

        return true;
    }

    private async Task ReadAsync(CancellationToken ending)
    {
        try
        {
            await foreach (var message in _link.Inbound.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                _delivery.Heard();
                await TakeAsync(message, ending).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // There is no more time for what the connection had brought.
        }
        catch (Exception error)
        {
            Log.Failed(_context.Logger, error, Name);
        }

        _work.Writer.TryComplete();
    }

    // The node counts as told whatever it could write before the connection ended, so that is still handled: all of it together for a
    // while, and not when the hub itself stops.
    private async Task LimitAsync(CancellationTokenSource ending, CancellationToken stopping)
    {
        await _link.Closed.ConfigureAwait(false);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, stopping);
        await Task.Delay(_maxFinish, _context.TimeProvider, waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ending.CancelAsync().ConfigureAwait(false);
    }

    // Heartbeats and acknowledgements overtake requests: those may wait for the API, and a node that waits is neither silent nor deaf.
    private async ValueTask TakeAsync(Message message, CancellationToken ending)
    {
        ref readonly var route = ref message.Route;
        if (route.Operation is Operations.Keepalive or Operations.Response or Operations.Error || NodeInventory.IsPart(route))
        {
            await _context.Router.RouteAsync(this, message, ending).ConfigureAwait(false);
        }
        else if (!_work.Writer.TryWrite(message))
        {
            await WaitForRoomAsync(message, ending).ConfigureAwait(false);
        }
    }

    // Nothing is read meanwhile, so that no heartbeat is seen is not the node's fault. Whether it lives the link finds out itself.
    private async ValueTask WaitForRoomAsync(Message message, CancellationToken ending)
    {
        _silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await _work.Writer.WriteAsync(message, ending).ConfigureAwait(false);
        KeepAlive();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _work.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await HandleAsync(message, cancellationToken).ConfigureAwait(false);
                _delivery.LookAtPeer();
            }

            await _context.Router.FinishAsync(this, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The session ends.
        }
        catch (Exception error)
        {
            // Unanswered requests help nobody; the node will dial again.
            Log.Failed(_context.Logger, error, Name);
            Close(LinkCloseReason.Local);
        }
    }

    private async ValueTask HandleAsync(Message message, CancellationToken cancellationToken)
    {
        var isUpload = UploadConfirmations.IsUpload(message.Route);
        if (isUpload && Peer.Features.Contains(UploadFeatures.Bytes))
        {
            message = UploadBytes.Decode(message);
        }

        if (_uploads is null || !isUpload)
        {
            await _context.Router.RouteAsync(this, message, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (_uploads.Admit(message) is { } upload)
        {
            var isTaken = await _context.Router.RouteAsync(this, upload, cancellationToken).ConfigureAwait(false);
            var isLast = !_work.Reader.TryPeek(out var next) || !UploadConfirmations.IsUpload(next.Route);
            await _uploads.SettleAsync(upload, isTaken, isLast, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _context.Router.HeldBack();
        }
    }

    // Closing waits for the peer; whoever asked for it must not. How it ends is seen at the link.
    private void Close(LinkCloseReason reason) => _ = CloseAsync(reason);

    private async Task CloseAsync(LinkCloseReason reason)
    {
        try
        {
            await _link.CloseAsync(reason, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.Failed(_context.Logger, error, Name);
        }
    }

    // As the original does; nothing is sent. A node that still runs dials again and registers itself anew.
    private void OnNodeDeleted()
    {
        Log.NodeDeleted(_context.Logger, Name);
        Close(LinkCloseReason.Refused);
    }

    private static void OnSilence(object? state) => ((NodeSession?)state)?.Close(LinkCloseReason.Timeout);

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _context.Ledgers.Loaded.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_inventory is not null && await HasInventoryAsync(_inventory, cancellationToken).ConfigureAwait(false))
            {
                _delivery.Apply(_inventory);
            }

            await _delivery.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The session ends.
        }
        catch (Exception error)
        {
            // Without delivery the session is worth nothing; the node will dial again.
            Log.Failed(_context.Logger, error, Name);
            Close(LinkCloseReason.Local);
        }
    }

    private async Task<bool> HasInventoryAsync(NodeInventory inventory, CancellationToken cancellationToken)
    {
        try
        {
            await inventory.Complete.WaitAsync(_context.InventoryTimeout, _context.TimeProvider, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            inventory.GiveUp();
            Log.NoInventory(_context.Logger, Name, _context.InventoryTimeout);
            return false;
        }
    }
}
