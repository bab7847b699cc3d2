using System.Diagnostics.CodeAnalysis;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Records;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>
/// What a node of ours says at connect that it holds. It repairs what the records cannot know: records that went with their namespace
/// while nobody watched, and a node whose disk was lost or exchanged.
/// </summary>
internal sealed class NodeInventory
{
    /// <summary>The feature name on the upgrade.</summary>
    public const string Feature = "inventory";

    /// <summary>The resource of its messages.</summary>
    public const string Resource = "node/inventory";

    /// <summary>Of more objects than this the rest is ignored: then the records alone serve for them.</summary>
    private const int MaxObjects = 500_000;

    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private List<InventoryItem> _items = [];
    private int _parts;

    /// <summary>Completes with the last part, and is cancelled when it came too late.</summary>
    public Task Complete => _complete.Task;

    public static bool IsPart(in MessageRoute route) =>
        route is { Source: ModuleNames.MetaManager, Resource: Resource, Operation: Operations.Update };

    /// <summary>Takes a part. False when it is malformed, out of order or too late; then the inventory as a whole is not used.</summary>
    public bool TryAdd(Message message)
    {
        if (!TryRead(message, out var document))
        {
            return false;
        }

        lock (_gate)
        {
            if (_complete.Task.IsCompleted || document.Part != _parts + 1 || _items.Count > MaxObjects)
            {
                return false;
            }

            _parts++;
            _items.AddRange(document.Objects ?? []);
            if (document.Last)
            {
                _complete.TrySetResult();
            }

            return true;
        }
    }

    /// <summary>Delivery begins without it: what came is let go, and what still comes is too late.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _complete.TrySetCanceled();
            _items = [];
        }
    }

    /// <summary>Makes the ledger say what the node said. Under the ledger's gate, before the delivery begins.</summary>
    public void ApplyTo(NodeLedger ledger, IRecordSink records)
    {
        // Not listed but recorded: it may still be on its way into the node's store.
        foreach (var entry in ledger.Entries)
        {
            for (var holding = entry.First; holding is not null; holding = holding.Next)
            {
                holding.Version = ResourceVersions.None;
            }
        }

        foreach (var item in _items)
        {
            if (ResourcePath.TryParse(item.Resource, out var path) && path.Name.Length > 0 && !string.IsNullOrEmpty(item.Uid)
                && ResourceTable.Default.TryGetBySingular(path.Type, out var type))
            {
                var entry = ledger.GetOrAdd(type.Key(path.Namespace, path.Name), type);
                var holding = entry.Find(item.Uid) ?? entry.Add(item.Uid);
                holding.IsGone = false;
                holding.IsOffered = true;
                holding.Version = ResourceVersions.OrNone(item.ResourceVersion);
                records.Enqueue(ledger, entry, holding);
            }
        }

        _items = [];
    }

    private static bool TryRead(Message message, [NotNullWhen(true)] out InventoryDocument? document)
    {
        var content = message.Content.Read(InventoryJson.Default.InventoryDocument);
        document = content.Value;
        return content.Status == ContentStatus.Ok && document is not null;
    }
}
