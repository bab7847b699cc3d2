using System.Runtime.CompilerServices;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.StateCheck;

/// <summary>Reads the objects of one side: from an API by URL or kubeconfig, or from the store file of an edge that is not running.</summary>
internal static class StateSource
{
    public static async Task<List<StateLine>> ReadAsync(string source, IEnumerable<ResourceType> types, CancellationToken cancellationToken)
    {
        if (source.EndsWith(".db", StringComparison.Ordinal))
        {
            return await ReadStoreAsync(source, types, cancellationToken);
        }

        using KubeClient client = Connect(source);
        var lines = new List<StateLine>();
        foreach (ResourceType type in types)
        {
            await foreach (KubeObject item in ListAsync(client, type, cancellationToken))
            {
                lines.Add(Line(item.KeyOf(type), item.Uid, item.ResourceVersion, item.Json));
            }
        }

        return lines;
    }

    public static KubeClient Connect(string source) => new(
        source.StartsWith("http", StringComparison.Ordinal) ? new KubeClientOptions { Server = new Uri(source) } : Kubeconfig.Load(source));

    public static async IAsyncEnumerable<KubeObject> ListAsync(
        KubeClient client, ResourceType type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new KubeListOptions { Limit = 500 };
        do
        {
            KubeListResult result = await client.ListAsync(type, null, page, cancellationToken);
            if (!result.IsSuccess)
            {
                throw new StateUnreadableException($"{client.Server}: {type.Plural}: {result.Error.Message}");
            }

            foreach (KubeObject item in result.List.Items)
            {
                yield return item;
            }

            page = page with { Continue = result.List.Continue };
        }
        while (page.Continue is not null);
    }

    private static async Task<List<StateLine>> ReadStoreAsync(string path, IEnumerable<ResourceType> types, CancellationToken cancellationToken)
    {
        await using IMetaStore store = await MetaStoreFile.OpenAsync(path, cancellationToken);
        var lines = new List<StateLine>();
        foreach (ResourceType type in types)
        {
            await foreach (StoredObject stored in store.ListAsync(new ResourceQuery(type.Group, type.Plural), cancellationToken))
            {
                KubeObject item = KubeObject.Parse(stored.Json);
                lines.Add(Line(stored.Key, stored.Uid, item.ResourceVersion, stored.Json));
            }
        }

        return lines;
    }

    private static StateLine Line(ResourceKey key, string? uid, string? version, ReadOnlyMemory<byte> json) =>
        new(key.ToString(), uid ?? string.Empty, version ?? string.Empty, ObjectHash.Of(json));
}
