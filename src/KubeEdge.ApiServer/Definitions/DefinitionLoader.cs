using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>Serves what the definitions in the store say.</summary>
internal sealed class DefinitionLoader(IMetaStore store, ServedResources served)
{
    private static readonly ResourceQuery _all = new(DefinitionStrategy.Group, DefinitionStrategy.Plural);

    /// <summary>Reads the definitions again; called after each change of one.</summary>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        var found = await store.SnapshotAsync(_all, cancellationToken).ConfigureAwait(false);
        served.Replace(found.Revision, [
            .. found.Objects.OrderBy(stored => stored.Key.Name, StringComparer.Ordinal)
                .Select(stored => ObjectJson.Parse(stored.Json))
                .SelectMany(CustomResource.TypesOf),
        ]);
    }

    /// <summary>Deletes the objects of a definition that is about to go.</summary>
    public async ValueTask EmptyAsync(string name, CollectionRemover remover, CancellationToken cancellationToken)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !served.Table.TryGetByPlural(name[(dot + 1)..], name[..dot], out var type) || CustomResource.Of(type) is null)
        {
            return;
        }

        await remover.DeleteAsync(type, new ResourceQuery(type.Group, type.Plural), new DeleteParameters(), cancellationToken).ConfigureAwait(false);
    }
}
