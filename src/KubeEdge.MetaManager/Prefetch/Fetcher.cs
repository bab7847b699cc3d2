using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Inventory;
using KubeEdge.MetaManager.Tokens;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Prefetch;

/// <summary>Fetches one thing that pods need, the way the original's kubelet would ask for it.</summary>
internal sealed class Fetcher(
    CloudQuestions cloud, TokenQuestions tokens, IMetaStore store, IEdgeLinkState link, MessageFactory messages)
{
    /// <summary>Fetches it, unless it is here already.</summary>
    public async Task<FetchResult> FetchAsync(PodNeed need, CancellationToken cancellationToken) => need.IsToken
        ? await FetchTokenAsync(need, cancellationToken).ConfigureAwait(false)
        : await FetchObjectAsync(need, cancellationToken).ConfigureAwait(false);

    private async Task<FetchResult> FetchObjectAsync(PodNeed need, CancellationToken cancellationToken)
    {
        // A cloud of this family pushes what pods need, and what any cloud pushes it also keeps up to date.
        if (link.Current.HasFeature(InventoryNames.Feature)
            || await store.GetAsync(need.Key, cancellationToken).ConfigureAwait(false) is { Origin: ObjectOrigin.Desired })
        {
            return new FetchResult(FetchOutcome.Present);
        }

        var answer = await cloud.AskAsync(Query(need, MessageContent.Null), need.Key, Keeping.Copy, cancellationToken).ConfigureAwait(false);
        return new FetchResult(OutcomeOf(answer));
    }

    private async Task<FetchResult> FetchTokenAsync(PodNeed need, CancellationToken cancellationToken)
    {
        var request = Query(need, MessageContent.Json(need.TokenRequest));
        var result = await tokens.GetAsync(request, need.Path, online: true, cancellationToken).ConfigureAwait(false);
        if (result.Stored is { } kept && result.Answer.Kind == CloudAnswerKind.Unanswered && result.Answer.Error is null)
        {
            return new FetchResult(FetchOutcome.Present, kept.RenewAt);
        }

        if (OutcomeOf(result.Answer) != FetchOutcome.Fetched)
        {
            return new FetchResult(OutcomeOf(result.Answer));
        }

        var fresh = await tokens.GetAsync(request, need.Path, online: false, cancellationToken).ConfigureAwait(false);
        return new FetchResult(FetchOutcome.Fetched, fresh.Stored?.RenewAt);
    }

    private Message Query(PodNeed need, in MessageContent content) =>
        messages.New(new MessageRoute(ModuleNames.Edged, GroupNames.Meta, need.Path.ToString(), Operations.Query), content);

    private static FetchOutcome OutcomeOf(in CloudAnswer answer) => answer.Kind switch
    {
        CloudAnswerKind.Object => FetchOutcome.Fetched,
        CloudAnswerKind.NotFound => FetchOutcome.NotFound,
        _ => FetchOutcome.Failed,
    };
}
