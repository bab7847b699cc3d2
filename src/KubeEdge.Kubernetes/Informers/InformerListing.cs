using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Informers;

/// <summary>One list, page by page, merged into what is known. Only one page is held at a time.</summary>
internal sealed class InformerListing(
    KubeClient client, ResourceType type, string? ns, InformerOptions options, InformerCache cache, Utf8StringPool pool)
{
    private readonly HashSet<ObjectName> _listed = [];
    private string? _continue;

    /// <summary>Version of the list, once a page has come.</summary>
    public string Version { get; private set; } = string.Empty;

    public bool IsComplete { get; private set; }

    /// <summary>Merges the next page; after the last one also what the list did not name. Null when it came, else why not.</summary>
    public async Task<KubeStatus?> NextPageAsync(List<InformerEvent> changes, CancellationToken cancellationToken)
    {
        var page = new KubeListOptions { Limit = options.PageSize, Continue = _continue, Labels = options.Labels, Fields = options.Fields };
        var result = await client.ListAsync(type, ns, page, pool, cancellationToken).ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            return result.Error;
        }

        foreach (var item in result.List.Items)
        {
            _listed.Add(InformerCache.NameOf(item));
            cache.Put(item, changes);
        }

        Version = result.List.ResourceVersion;
        _continue = result.List.Continue;
        if (_continue is null)
        {
            IsComplete = true;
            cache.RemoveAllBut(_listed, changes);
        }

        return null;
    }
}
