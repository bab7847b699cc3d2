using System.Runtime.CompilerServices;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Reading;
using KubeEdge.MetaStore.Watching;

namespace KubeEdge.MetaStore.Objects;

/// <summary>Lists objects, page by page or all at one revision.</summary>
internal static class ObjectLister
{
    private const int PageRows = 256;

    public static async IAsyncEnumerable<StoredObject> ListAsync(
        ReaderPool readers, ResourceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResourceKey? after = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = new List<StoredObject>();
            after = readers.Read(
                (Query: query, After: after, Page: page),
                static (reader, x) => reader.Objects.Page(x.Query, x.After, PageRows, x.Page));
            foreach (var stored in page)
            {
                if (EventSelector.Matches(query, stored))
                {
                    yield return stored;
                }
            }
        }
        while (after is not null);

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    public static (long Revision, List<StoredObject> Objects) Snapshot(
        ReaderPool readers, in ResourceQuery query, CancellationToken cancellationToken)
    {
        var (revision, objects) = readers.Read((Query: query, Cancellation: cancellationToken), static (reader, x) =>
        {
            reader.Begin();
            var revision = reader.Events.Revision();
            var all = new List<StoredObject>();
            ResourceKey? after = null;
            do
            {
                x.Cancellation.ThrowIfCancellationRequested();
                after = reader.Objects.Page(x.Query, after, PageRows, all);
            }
            while (after is not null);

            return (revision, all);
        });
        if (query.HasSelectors)
        {
            var wanted = query;
            objects.RemoveAll(stored => !EventSelector.Matches(wanted, stored));
        }

        return (revision, objects);
    }

    public static InventorySnapshot Inventory(ReaderPool readers, ObjectOrigin origin, CancellationToken cancellationToken) =>
        readers.Read((Origin: origin, Cancellation: cancellationToken), static (reader, x) =>
        {
            reader.Begin();
            var revision = reader.Events.Revision();
            return new InventorySnapshot(revision, reader.Objects.Inventory(x.Origin, x.Cancellation));
        });
}
