using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Deletes every object that a query finds, each by the rules of a single deletion.</summary>
internal sealed class CollectionRemover(IMetaStore store, ObjectRemover remover)
{
    /// <summary>Deletes and returns what was found. The error is null when all went well.</summary>
    public async ValueTask<(KubeStatus? Error, StoreSnapshot Found)> DeleteAsync(
        ResourceType type, ResourceQuery query, DeleteParameters parameters, CancellationToken cancellationToken)
    {
        var found = await store.SnapshotAsync(query, cancellationToken).ConfigureAwait(false);
        foreach (var item in found.Objects)
        {
            var outcome = await remover.DeleteAsync(type, item.Key, parameters with { Uid = item.Uid }, cancellationToken).ConfigureAwait(false);
            // What went meanwhile, or came anew under the same name, is not what was asked about.
            if (outcome.Status is { IsSuccess: false, Reason: not (StatusReasons.NotFound or StatusReasons.Conflict) } failed)
            {
                return (failed, found);
            }
        }

        return (null, found);
    }
}
