using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Answers;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Requests;

/// <summary>Changes that modules of this node ask for. Without a link they fail at once: nothing is sent when it is stale.</summary>
internal sealed class ChangeRequests(
    CloudQuestions cloud,
    IMetaStore store,
    WireTypes types,
    IEdgeLinkState link,
    LocalAnswers answers,
    ForwardSource forwarded,
    CloudHedge hedge,
    IOptions<MetaManagerOptions> options)
{
    /// <summary>A new object; the cloud's answer, the object as it is now, is kept.</summary>
    public async Task<RequestOutcome> InsertAsync(EdgeRequest request)
    {
        if (!link.Current.IsConnected)
        {
            return Fail(request, LocalErrors.NotConnected);
        }

        var key = types.KeyOf(request.Path, out _);
        return answers.PassOrFail(
            request.Message, await cloud.AskAsync(request.Message, key, Keeping.Insert, request.Stopping).ConfigureAwait(false));
    }

    /// <summary>A lease, a signing request, the authority: the cloud's word, of which nothing is kept.</summary>
    public async Task<RequestOutcome> PassAsync(EdgeRequest request) => link.Current.IsConnected
        ? answers.PassOrFail(
            request.Message, await cloud.SendAsync(request.Message, acknowledge: true, request.Stopping).ConfigureAwait(false))
        : Fail(request, LocalErrors.NotConnected);

    /// <summary>A patch. The newest is kept even when it cannot be sent, so that local readers can see it.</summary>
    public async Task<RequestOutcome> PatchAsync(EdgeRequest request)
    {
        var asking = link.Current.IsConnected
            ? cloud.PatchAsync(request.Message, SubjectOf(request.Path), request.Stopping)
            : null;
        var kept = await KeepAsync(request).ConfigureAwait(false);
        if (asking is not null)
        {
            return answers.PassOrFail(request.Message, await asking.ConfigureAwait(false));
        }

        return Fail(request, kept ? LocalErrors.ConnectionLost : StoreFailed(request));
    }

    /// <summary>A delete of a pod. The original acknowledges no answer to it.</summary>
    public async Task<RequestOutcome> DeleteInCloudAsync(EdgeRequest request) => link.Current.IsConnected
        ? answers.PassOrFail(
            request.Message, await cloud.SendAsync(request.Message, acknowledge: false, request.Stopping).ConfigureAwait(false))
        : Fail(request, LocalErrors.ConnectionLost);

    /// <summary>A delete of a copy. What the cloud wants here stays: only the cloud can take it back.</summary>
    public async Task<RequestOutcome> DeleteAsync(EdgeRequest request)
    {
        await hedge.CatchUpAsync(request).ConfigureAwait(false);
        var current = await store.GetAsync(types.KeyOf(request.Path, out _), request.Stopping).ConfigureAwait(false);
        if (current is not null && current.Origin != ObjectOrigin.Desired)
        {
            var batch = new StoreBatch();
            batch.Delete(current.Key, new DeleteOptions { ExpectedRevision = current.Revision });
            if (await CommitAsync(batch).ConfigureAwait(false) is CommitStatus.Unavailable)
            {
                return Fail(request, $"delete meta failed, {request.Message.Route.Resource}");
            }
        }

        answers.Accepted(request.Message);
        return RequestOutcome.Local;
    }

    /// <summary>A status: kept, forwarded, answered at once.</summary>
    public async Task<RequestOutcome> ReportAsync(EdgeRequest request)
    {
        if (!await KeepAsync(request).ConfigureAwait(false))
        {
            return Fail(request, StoreFailed(request));
        }

        forwarded.TryPost(request.Message.WithHeader(request.Message.Header with { Sync = false }));
        answers.Accepted(request.Message);
        return RequestOutcome.Forwarded;
    }

    /// <summary>An event: forwarded. A caller that waits hears whether it is on its way.</summary>
    public Task<RequestOutcome> ForwardAsync(EdgeRequest request)
    {
        if (!forwarded.TryPost(request.Message.WithHeader(request.Message.Header with { Sync = false })))
        {
            return Task.FromResult(Fail(request, link.Current.IsConnected ? LocalErrors.TooMany : LocalErrors.ConnectionLost));
        }

        answers.Accepted(request.Message);
        return Task.FromResult(RequestOutcome.Forwarded);
    }

    private static string StoreFailed(in EdgeRequest request) => $"insert or update meta failed, {request.Message.Route.Resource}";

    private ResourceKey SubjectOf(in ResourcePath path)
    {
        var type = path.Type switch
        {
            WireTokens.PodPatch or WireTokens.PodStatus => WireTokens.Pod,
            WireTokens.NodePatch or WireTokens.NodeStatus => WireTokens.Node,
            _ => path.Type,
        };
        return types.KeyOf(path with { Type = type }, out _);
    }

    // Under the token of the wire, beside the objects: podpatch, podstatus, nodestatus. Of a whole node only a copy is replaced.
    private async ValueTask<bool> KeepAsync(EdgeRequest request)
    {
        var key = types.KeyOf(request.Path, out _);
        var content = request.Message.Content.ToData();
        var current = await store.GetAsync(key, request.Stopping).ConfigureAwait(false);
        if (current?.Origin == ObjectOrigin.Desired || content.Span is not [(byte)'{', ..])
        {
            return true;
        }

        // It goes with what it is about. When that is not here, or no longer, or not told apart from its successor, its time ends it: the
        // last status of a pod often comes after the pod was deleted.
        var subject = SubjectOf(request.Path);
        var uid = PushContent.UidOf(content);
        var hasSubject = subject == key || (uid.Length > 0 && await store.GetAsync(subject, request.Stopping).ConfigureAwait(false) is not null);
        var kept = await PutAsync(key, uid, content, hasSubject ? null : options.Value.CacheLifetime).ConfigureAwait(false);
        return kept && hasSubject && await store.GetAsync(subject, request.Stopping).ConfigureAwait(false) is null
            ? await PutAsync(key, uid, content, options.Value.CacheLifetime).ConfigureAwait(false)
            : kept;
    }

    private async ValueTask<bool> PutAsync(ResourceKey key, string uid, ReadOnlyMemory<byte> content, TimeSpan? lifetime)
    {
        var batch = new StoreBatch();
        batch.Put(key, uid, 0, content, new PutOptions { Origin = ObjectOrigin.Local, Lifetime = lifetime });
        return await CommitAsync(batch).ConfigureAwait(false) == CommitStatus.Committed;
    }

    private async ValueTask<CommitStatus> CommitAsync(StoreBatch batch) =>
        (await store.CommitAsync(batch, Durability.Full, CancellationToken.None).ConfigureAwait(false)).Status;

    private RequestOutcome Fail(in EdgeRequest request, string error)
    {
        answers.Error(request.Message, error);
        return RequestOutcome.Failed;
    }
}
