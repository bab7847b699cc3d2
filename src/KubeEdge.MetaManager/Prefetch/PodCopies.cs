using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Tokens;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Prefetch;

/// <summary>Makes copies stay that pods name, and takes away what was kept for pods that are gone.</summary>
internal sealed class PodCopies(IMetaStore store, PrefetchRecords records, TokenCache tokens)
{
    private const int Attempts = 3;

    /// <summary>The copies that stay until they are withdrawn.</summary>
    public ICollection<ResourceKey> Recorded => records.Keys;

    /// <summary>Reads what an earlier run kept.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => records.LoadAsync(cancellationToken);

    /// <summary>
    /// Takes the lifetime from a copy that a module's question left here before a pod named it. Without this it would end while the pod
    /// still needs it, and without a link nothing brings it back. False when the disk did not take it.
    /// </summary>
    public async ValueTask<bool> AdoptAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var current = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
            if (current is not { Origin: ObjectOrigin.Cached } || records.Contains(key))
            {
                return true;
            }

            var batch = new StoreBatch();
            var options = new PutOptions { Origin = ObjectOrigin.Cached, ExpectedRevision = current.Revision };
            batch.Put(key, current.Uid, current.ResourceVersion, current.Json, options);
            records.Change(batch, key, isRecorded: true);
            if (await CommitAsync(batch, key, isRecorded: true).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Removes the copy; what the cloud itself wants here stays. False when it changed meanwhile or the disk did not take it.
    /// </summary>
    public async ValueTask<bool> WithdrawAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        var current = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        var batch = new StoreBatch();
        records.Change(batch, key, isRecorded: false);
        if (current?.Origin == ObjectOrigin.Cached)
        {
            batch.Delete(key, new DeleteOptions { ExpectedRevision = current.Revision });
        }

        return await CommitAsync(batch, key, isRecorded: false).ConfigureAwait(false);
    }

    /// <summary>Forgets the tokens of pods that are gone. False when the disk did not take it; they end with their time then.</summary>
    public ValueTask<bool> ForgetTokensAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        tokens.ForgetAsync(ids, cancellationToken);

    private async ValueTask<bool> CommitAsync(StoreBatch batch, ResourceKey key, bool isRecorded)
    {
        var result = await store.CommitAsync(batch, Durability.Full, CancellationToken.None).ConfigureAwait(false);
        if (result.Status != CommitStatus.Committed)
        {
            return false;
        }

        records.Confirm(key, isRecorded);
        return true;
    }
}
