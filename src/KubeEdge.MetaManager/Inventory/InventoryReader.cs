using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Inventory;

/// <summary>The inventory of one connection: prepared in a task, then handed out part by part.</summary>
internal sealed partial class InventoryReader : IUpstreamReader
{
    private const int ObjectsPerPart = 1000;

    // As long as the cloud waits for the last part before it goes on without.
    private static readonly TimeSpan _fenceTimeout = TimeSpan.FromSeconds(10);
    private static readonly MessageRoute _fence =
        new(ModuleNames.MetaManager, GroupNames.Meta, InventoryNames.Resource, InventoryNames.Fence);

    private static readonly MessageRoute _part =
        new(ModuleNames.MetaManager, GroupNames.Resource, InventoryNames.Resource, Operations.Update);

    private readonly CancellationTokenSource _ended = new();
    private readonly UpstreamLink _link;
    private readonly IMetaReader _store;
    private readonly IMessageBus _bus;
    private readonly MessageFactory _messages;
    private readonly WireTypes _types;
    private readonly ILogger _logger;
    private readonly Task _preparing;
    private volatile IReadOnlyList<InventoryEntry>? _objects;
    private int _partsSent;

    public InventoryReader(
        UpstreamLink link, IMetaReader store, IMessageBus bus, MessageFactory messages, WireTypes types, ILogger logger)
    {
        _link = link;
        _store = store;
        _bus = bus;
        _messages = messages;
        _types = types;
        _logger = logger;
        _preparing = link.HasFeature(InventoryNames.Feature) ? PrepareAsync(_ended.Token) : Task.CompletedTask;
    }

    public bool TryRead(out UpstreamItem item)
    {
        item = default;
        if (_objects is not { } objects)
        {
            return false;
        }

        var start = _partsSent * ObjectsPerPart;
        var count = Math.Min(ObjectsPerPart, objects.Count - start);
        var last = start + count == objects.Count;
        var content = InventoryJson.Write(++_partsSent, last, objects, start, count, _types);
        item = new UpstreamItem(_messages.New(_part, MessageContent.Json(content)));
        if (last)
        {
            _objects = null;
        }

        return true;
    }

    /// <summary>Nothing to do: the inventory belongs to its connection, and the next one makes its own.</summary>
    public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _preparing.ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task PrepareAsync(CancellationToken ended)
    {
        try
        {
            // What an earlier connection brought may still be on its way into the store: it has to be in the inventory.
            var fence = await _bus.RequestAsync(ModuleNames.MetaManager, _messages.New(_fence, MessageContent.Null), _fenceTimeout, ended)
                .ConfigureAwait(false);
            if (fence.Status != SendStatus.Sent)
            {
                Log.NoInventory(_logger, fence.Status);
                return;
            }

            var inventory = await _store.InventoryAsync(ObjectOrigin.Desired, ended).ConfigureAwait(false);
            Log.Inventory(_logger, inventory.Objects.Count, inventory.Revision);
            _objects = inventory.Objects;
            _link.Notify();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The link has ended.
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception);
        }
    }
}
