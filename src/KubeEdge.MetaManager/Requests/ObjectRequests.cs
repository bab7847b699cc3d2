using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Requests;

/// <summary>Questions for objects: the cloud first, the store while the cloud cannot, will not or is too slow.</summary>
internal sealed class ObjectRequests(
    CloudQuestions cloud,
    IMetaStore store,
    WireTypes types,
    IEdgeLinkState link,
    LocalAnswers answers,
    CloudPatience patience,
    TimeProvider timeProvider,
    IOptions<MetaManagerOptions> options)
{
    private readonly TimeSpan _localAnswerAfter = options.Value.LocalAnswerAfter;

    /// <summary>A question that the cloud answers.</summary>
    public async Task<RequestOutcome> AskAsync(EdgeRequest request)
    {
        var key = types.KeyOf(request.Path, out _);
        await request.Before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var local = await store.GetAsync(key, request.Stopping).ConfigureAwait(false);
        var status = link.Current;
        if (local is not null && (IsPushed(request, status) || !status.IsConnected || !patience.ShouldAsk()))
        {
            return Local(request, local);
        }

        if (!status.IsConnected)
        {
            // Not an empty answer, which would say that there is no such object.
            answers.Error(request.Message, LocalErrors.NotConnected);
            return RequestOutcome.Failed;
        }

        var asking = ObserveAsync(request, key);
        if (local is null)
        {
            return Answer(request, await asking.ConfigureAwait(false), null);
        }

        // The cloud's answer still gets into the store and is acknowledged when it comes; only the caller does not wait for it.
        var late = Task.Delay(_localAnswerAfter, timeProvider, request.Stopping);
        if (await Task.WhenAny(asking, late).ConfigureAwait(false) == late)
        {
            patience.Missed();
            return Local(request, local);
        }

        return Answer(request, await asking.ConfigureAwait(false), local);
    }

    /// <summary>A question that the store answers.</summary>
    public async Task<RequestOutcome> ReadAsync(EdgeRequest request)
    {
        await request.Before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var stored = await store.GetAsync(types.KeyOf(request.Path, out _), request.Stopping).ConfigureAwait(false);
        answers.Documents(request.Message, stored is null ? [] : [stored.Json]);
        return RequestOutcome.Local;
    }

    /// <summary>All objects of a type. As in the original the namespace does not narrow it: a node has few, and its callers choose.</summary>
    public async Task<RequestOutcome> ListAsync(EdgeRequest request)
    {
        await request.Before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    private static bool IsPushed(in EdgeRequest request, EdgeLinkStatus status) =>
        request.Path.Type == WireTokens.Node && status.NodeNamespace == ResourcePath.ClusterScoped;

    private async Task<CloudAnswer> ObserveAsync(EdgeRequest request, ResourceKey key)
    {
        try
        {
            var answer = await cloud.AskAsync(request.Message, key, Keeping.Copy, request.Stopping).ConfigureAwait(false);
            if (answer.Kind != CloudAnswerKind.Unanswered)
            {
                patience.Answered();
            }

            return answer;
        }
        catch (OperationCanceledException) when (request.Stopping.IsCancellationRequested)
        {
            return new CloudAnswer(CloudAnswerKind.Unanswered, Error: LocalErrors.NotConnected);
        }
    }

    private RequestOutcome Answer(in EdgeRequest request, in CloudAnswer answer, StoredObject? local)
    {
        // Only "there is no such object" is final; a cloud that may not or cannot say leaves the node with what it has.
        return local is not null && answer.Kind is (CloudAnswerKind.Unanswered or CloudAnswerKind.Failure)
            ? Local(request, local)
            : answers.PassOrFail(request.Message, answer);
    }

    private RequestOutcome Local(in EdgeRequest request, StoredObject local)
    {
        answers.Documents(request.Message, [local.Json]);
        return RequestOutcome.Local;
    }
}
