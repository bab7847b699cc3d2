using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Records;

/// <summary>
/// What a node holds under one name. Almost always one object; several when an object was deleted and made again. Guarded by the ledger's
/// gate.
/// </summary>
/// <param name="key">The name.</param>
/// <param name="type">The object's type.</param>
internal sealed class LedgerEntry(ResourceKey key, ResourceType type)
{
    public ResourceKey Key { get; } = key;

    public ResourceType Type { get; } = type;

    public Holding? First { get; private set; }

    public Holding? Find(string uid)
    {
        for (var holding = First; holding is not null; holding = holding.Next)
        {
            if (holding.Uid == uid)
            {
                return holding;
            }
        }

        return null;
    }

    public Holding Add(string uid) => First = new Holding(uid) { Next = First };

    public void Remove(Holding holding)
    {
        if (First == holding)
        {
            First = holding.Next;
            return;
        }

        for (var before = First; before is not null; before = before.Next)
        {
            if (before.Next == holding)
            {
                before.Next = holding.Next;
                return;
            }
        }
    }

    /// <summary>The first object that the node may hold and should not; null when there is none.</summary>
    public Holding? FirstOtherThan(string? desiredUid)
    {
        for (var holding = First; holding is not null; holding = holding.Next)
        {
            if (!holding.IsGone && holding.Uid != desiredUid)
            {
                return holding;
            }
        }

        return null;
    }
}
