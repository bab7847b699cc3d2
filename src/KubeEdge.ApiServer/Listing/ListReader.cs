using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Listing;

/// <summary>Reads lists, whole or in pages, each as of one revision.</summary>
internal sealed class ListReader(IMetaStore store, VersionSpace versions, ListSnapshots snapshots)
{
    private const int RetryAfterSeconds = 1;

    /// <summary>Reads one page. The error is null when there is one.</summary>
    public async ValueTask<(KubeStatus? Error, ListPage? Page)> ReadAsync(
        ResourceQuery query, ListParameters parameters, CancellationToken cancellationToken)
    {
        var name = Describe(query, parameters);
        if (parameters.Continue is { } token)
        {
            return await ContinueAsync(query, name, parameters, token, cancellationToken).ConfigureAwait(false);
        }

        var snapshot = await store.SnapshotAsync(query, cancellationToken).ConfigureAwait(false);
        return CheckVersion(parameters, versions.Of(snapshot)) is { } error
            ? (error, null)
            : (null, Cut(snapshot, name, parameters, string.Empty, isKept: false));
    }

    /// <summary>504, as Kubernetes answers when it has not got that far.</summary>
    public static KubeStatus TooLarge(ulong asked, ulong current)
    {
        var timeout = KubeStatus.Timeout($"Too large resource version: {asked}, current: {current}", RetryAfterSeconds);
        return new KubeStatus(
            timeout.Code,
            timeout.Reason,
            timeout.Message,
            timeout.Details is { } details ? details with { Causes = [new KubeStatusCause("ResourceVersionTooLarge", "Too large resource version")] } : null);
    }

    private async ValueTask<(KubeStatus? Error, ListPage? Page)> ContinueAsync(
        ResourceQuery query, string name, ListParameters parameters, ContinueToken token, CancellationToken cancellationToken)
    {
        if (snapshots.TryGet(name, token.Revision, out var kept))
        {
            return (null, Cut(kept, name, parameters, token.After, isKept: true));
        }

        var snapshot = await store.SnapshotAsync(query, cancellationToken).ConfigureAwait(false);
        if (token.Revision >= 0 && token.Revision != snapshot.Revision)
        {
            return (Expired(), null);
        }

        return (null, Cut(snapshot, name, parameters, token.After, isKept: false));
    }

    private ListPage Cut(StoreSnapshot snapshot, string name, ListParameters parameters, string after, bool isKept)
    {
        var sorted = ListOrder.Sort(snapshot.Objects);
        var start = after.Length == 0 ? 0 : ListOrder.After(sorted, after);
        var count = parameters.Limit == 0 ? sorted.Count - start : Math.Min(parameters.Limit, sorted.Count - start);
        var remaining = sorted.Count - start - count;
        if (remaining == 0)
        {
            return new ListPage(versions.Of(snapshot), Slice(sorted, start, count), null, null);
        }

        if (!isKept)
        {
            snapshots.Keep(name, snapshot);
        }

        var token = new ContinueToken(snapshot.Revision, ListOrder.PathOf(sorted[start + count - 1].Key));
        // With selectors Kubernetes does not know how many are left, so clients do not expect the number then.
        return new ListPage(versions.Of(snapshot), Slice(sorted, start, count), token.ToString(), parameters.HasSelectors ? null : remaining);
    }

    private KubeStatus? CheckVersion(ListParameters parameters, ulong current)
    {
        if (parameters.ResourceVersion is not { } asked || asked == 0)
        {
            return null;
        }

        if (asked > current && versions.IsClosed)
        {
            return TooLarge(asked, current);
        }

        // No former states are kept; one that nothing has followed yet is the present one.
        return parameters.Match is VersionMatch.Exact && asked != current
            ? KubeStatus.Expired("The resourceVersion for the provided list is too old.")
            : null;
    }

    private static KubeStatus Expired()
    {
        const string problem =
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue "
            + "parameter.";
        return KubeStatus.Expired(problem);
    }

    private static IReadOnlyList<StoredObject> Slice(IReadOnlyList<StoredObject> items, int start, int count) =>
        start == 0 && count == items.Count ? items : [.. items.Skip(start).Take(count)];

    private static string Describe(ResourceQuery query, ListParameters parameters) =>
        $"{query.Group}/{query.Resource}/{query.Namespace}?{parameters.Labels}&{parameters.Fields}";
}
