using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Prefetch;

/// <summary>Takes away copies that no pod names any more.</summary>
internal sealed class Withdrawal(IMetaStore store, PrefetchRecords records)
{
    /// <summary>Removes the copy; what the cloud itself wants here stays. False when it changed meanwhile or the disk did not take it.</summary>
    public async ValueTask<bool> WithdrawAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        var current = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        var batch = new StoreBatch();
        records.Remove(batch, key);
        if (current?.Origin == ObjectOrigin.Cached)
        {
            batch.Delete(key, new DeleteOptions { ExpectedRevision = current.Revision });
        }

        var result = await store.CommitAsync(batch, Durability.Full, CancellationToken.None).ConfigureAwait(false);
        if (result.Status == CommitStatus.Committed)
        {
            return true;
        }

        records.Restore(key);
        return false;
    }
}
