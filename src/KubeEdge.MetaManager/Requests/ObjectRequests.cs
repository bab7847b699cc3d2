using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Requests;

/// <summary>Questions for objects: the cloud first, the store while the cloud cannot say or is too slow.</summary>
internal sealed class ObjectRequests(
    CloudQuestions cloud,
    IMetaStore store,
    WireTypes types,
    IEdgeLinkState link,
    LocalAnswers answers,
    CloudPatience patience,
    CloudHedge hedge)
{
    /// <summary>A question that the cloud answers.</summary>
    public async Task<RequestOutcome> AskAsync(EdgeRequest request)
    {
        var key = types.KeyOf(request.Path, out _);
        await hedge.CatchUpAsync(request).ConfigureAwait(false);
        var local = await store.GetAsync(key, request.Stopping).ConfigureAwait(false);
        var status = link.Current;
        if (local is not null && (IsPushed(request, status) || !status.IsConnected || !patience.ShouldAsk(status.Since)))
        {
            return Local(request, local);
        }

        if (!status.IsConnected)
        {
            // Not an empty answer, which would say that there is no such object.
            answers.Error(request.Message, LocalErrors.NotConnected);
            return RequestOutcome.Failed;
        }

        // The cloud's answer still gets into the store and is acknowledged when it comes; only the caller does not wait for it.
        var asking = ObserveAsync(request, key);
        if (local is not null && await hedge.IsLateAsync(asking, request.Stopping).ConfigureAwait(false))
        {
            patience.Missed();
            return Local(request, local);
        }

        return Answer(request, await asking.ConfigureAwait(false), local);
    }

    /// <summary>A question that the store answers.</summary>
    public async Task<RequestOutcome> ReadAsync(EdgeRequest request)
    {
        await hedge.CatchUpAsync(request).ConfigureAwait(false);
        var stored = await store.GetAsync(types.KeyOf(request.Path, out _), request.Stopping).ConfigureAwait(false);
        answers.Documents(request.Message, stored is null ? [] : [stored.Json]);
        return RequestOutcome.Local;
    }

    /// <summary>All objects of a type. As in the original the namespace does not narrow it: a node has few, and its callers choose.</summary>
    public async Task<RequestOutcome> ListAsync(EdgeRequest request)
    {
        // Requests begin on the thread that reads the inbox, and a long list must not hold it.
        await Task.Yield();
        await hedge.CatchUpAsync(request).ConfigureAwait(false);
        var documents = new List<ReadOnlyMemory<byte>>();
        var query = types.QueryOf(request.Path.Type);
        await foreach (var item in store.ListAsync(query, request.Stopping).ConfigureAwait(false))
        {
            // A pod that somebody only looked at is not one to run.
            if (query.Resource != "pods" || item.Origin != ObjectOrigin.Cached)
            {
                documents.Add(item.Json);
            }
        }

        answers.Documents(request.Message, documents);
        return RequestOutcome.Local;
    }

    /// <summary>An answer that came after its caller had gone.</summary>
    public async Task<RequestOutcome> SettleLateAsync(EdgeRequest request)
    {
        await cloud.SettleLateAsync(request.Message, types.KeyOf(request.Path, out _)).ConfigureAwait(false);
        return RequestOutcome.Cloud;
    }

    private static bool IsPushed(in EdgeRequest request, EdgeLinkStatus status) =>
        request.Path.Type == WireTokens.Node && status.NodeNamespace == ResourcePath.ClusterScoped;

    private async Task<CloudAnswer> ObserveAsync(EdgeRequest request, ResourceKey key)
    {
        var asking = cloud.AskAsync(request.Message, key, Keeping.Copy, request.Stopping);
        var answer = await hedge.ObserveAsync(request, asking, static answer => answer).ConfigureAwait(false);
        if (answer.Kind != CloudAnswerKind.Unanswered)
        {
            patience.Answered();
        }

        return answer;
    }

    private RequestOutcome Answer(in EdgeRequest request, in CloudAnswer answer, StoredObject? local)
    {
        // A definite no is final, as the API's own would be; a cloud that cannot say leaves the node with what it has.
        return local is not null && answer.Kind is CloudAnswerKind.Unanswered or CloudAnswerKind.Failure
            ? Local(request, local)
            : answers.PassOrFail(request.Message, answer);
    }

    private RequestOutcome Local(in EdgeRequest request, StoredObject local)
    {
        answers.Documents(request.Message, [local.Json]);
        return RequestOutcome.Local;
    }
}
